// The browser's part of every chart (screen/drawing.py gives what to draw). A chart whose values change is changed in place, and one that
// nobody can see waits until it comes near the screen: Streamlit's own is thrown away and made anew, wherever it stands.
import "./plotly-basic.min.js?4.1.1";

const { Plotly } = globalThis;
const CONFIG = { displayModeBar: false, doubleClick: false };
// Half a screen ahead, so that a reader who scrolls meets no empty place.
const AHEAD = { rootMargin: "50% 0px", scrollMargin: "50% 0px" };
// Of each chart on the page: what it is to show, the size it was last drawn in (none: it is not up to date), whether it is near the screen.
const charts = new Map();

const near = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    const chart = charts.get(target);
    if (!chart) continue;
    chart.near = isIntersecting;
    if (isIntersecting) draw(target);
  }
}, AHEAD);
const sizes = new ResizeObserver((changed) => { for (const { target } of changed) if (charts.get(target)?.near) draw(target); });

// The page's letters and paper, which change with its theme; all else is in the figure.
function theme(place) {
  const style = getComputedStyle(place), of = (name) => style.getPropertyValue(name).trim();
  const color = of("--st-text-color"), font = { family: style.fontFamily, size: 12, color };
  const axis = { automargin: true, gridcolor: of("--st-border-color"), zerolinecolor: of("--st-border-color") };
  return {
    layout: {
      font, margin: { pad: 8 }, xaxis: { ...axis, showgrid: false, zeroline: false }, yaxis: axis,
      hoverlabel: { bgcolor: of("--st-background-color"), bordercolor: of("--st-border-color"), font },
    },
  };
}

function draw(place) {
  const chart = charts.get(place), { data, layout } = chart.spec;
  const width = place.clientWidth, height = layout.height ?? place.clientHeight, size = `${width} ${height}`;
  if (!width || !height || chart.size === size) return;
  chart.size = size;
  Plotly.react(place, data, { ...layout, width, height, template: theme(place) }, CONFIG);
  if (!chart.heard) place.on("plotly_click", ({ points }) => { if (points.length) chart.choose([points[0].customdata].flat()[0]); });
  chart.heard = true;
}

function show({ data: { spec, alt, chosen }, parentElement, setTriggerValue }) {
  let place = parentElement.querySelector("figure");
  if (!place) {
    place = document.createElement("figure");
    place.className = "chart";
    parentElement.append(place);
    charts.set(place, { near: false });
    near.observe(place);
    sizes.observe(place);
  }
  const chart = charts.get(place);
  Object.assign(chart, { spec, size: null, choose: (value) => { if (chosen) setTriggerValue("chosen", value); } });
  place.setAttribute("aria-label", alt);
  place.style.height = spec.layout.height ? `${spec.layout.height}px` : "100%";
  if (chart.near) draw(place);
  return () => {
    near.unobserve(place);
    sizes.unobserve(place);
    charts.delete(place);
    Plotly.purge(place);
  };
}

// A picture is drawn when it is asked for, where nobody sees it, and saved by a link within the page: elsewhere the panel would close.
function offer({ data: { spec, saved, label, failed }, parentElement }) {
  const button = parentElement.querySelector("button") ?? parentElement.appendChild(document.createElement("button"));
  Object.assign(button, { type: "button", className: "save", textContent: saved.format.toUpperCase(), title: label });
  button.setAttribute("aria-label", `${label} (${button.textContent})`);
  button.onclick = async () => {
    try {
      const link = document.createElement("a");
      link.href = await Plotly.toImage({ data: spec.data, layout: spec.layout }, saved);
      link.download = `${saved.filename}.${saved.format}`;
      parentElement.append(link);
      link.click();
      link.remove();
    } catch {
      button.textContent = failed;
    }
  };
}

// A chart has the size of the screen; on paper it shrinks as a whole (screen/style.css), and none is missing.
const drawings = () => document.querySelectorAll(".chart .main-svg");
addEventListener("beforeprint", () => {
  for (const place of charts.keys()) draw(place);
  for (const each of drawings()) each.setAttribute("viewBox", `0 0 ${each.getAttribute("width")} ${each.getAttribute("height")}`);
});
addEventListener("afterprint", () => { for (const each of drawings()) each.removeAttribute("viewBox"); });

export default (given) => (given.data.saved ? offer(given) : show(given));
