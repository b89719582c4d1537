// A real OpenID Connect provider on loopback. Whoever signs in by a name of these is believed, whatever the password.
//   node provider.mjs FOLDER-OF-node_modules PORT REDIRECT-ADDRESS
import { pathToFileURL } from "node:url";

const ROLES = { curator: ["curator", "reader"], reader: ["reader"] };
const [modules, port, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "coopstats",
      client_secret: "known to the tests alone",
      redirect_uris: [redirect],
      post_logout_redirect_uris: [redirect],
    },
  ],
  claims: { openid: ["sub", "name", "roles"] },
  // The roles stand in the identity token, where Streamlit reads them.
  conformIdTokenClaims: false,
  cookies: { keys: ["of the tests"] },
  findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: name, name, roles: ROLES[name] ?? [] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
