import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// An OpenID Connect provider on this machine: discovery, authorization with PKCE, tokens signed with RS256, user info, keys.

/** Who the provider says is signing in. */
export type Claims = { sub: string; email: string; email_verified: boolean; name: string };

/** Ways for the provider, or somebody in between, to misbehave. */
export type Fault = "state" | "nonce" | "audience" | "denied" | null;

export type Provider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The next person who is sent here signs in as this. */
  answerAs: (claims: Claims, fault?: Fault) => void;
  /** The redirect address of each authorization that was asked for. */
  redirects: string[];
  close: () => Promise<void>;
};

type Grant = { claims: Claims; fault: Fault; nonce: string; challenge: string; redirect: string };

export async function startProvider(): Promise<Provider> {
  const [clientId, clientSecret] = ["lintel", "shared"];
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const people = new Map<string, Claims>();
  const redirects: string[] = [];
  let next: { claims: Claims; fault: Fault } | undefined;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error) => reply(response, 500, { error: String(error) }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    const routes: Record<string, () => void | Promise<void>> = {
      "/.well-known/openid-configuration": () => reply(response, 200, discovery()),
      "/keys": () => reply(response, 200, { keys: [{ ...key.publicKey.export({ format: "jwk" }), ...keyUse }] }),
      "/authorize": () => authorize(url.searchParams, response),
      "/token": async () => exchange(request, await bodyOf(request), response),
      "/userinfo": () => {
        const person = people.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
        reply(response, person ? 200 : 401, person ?? { error: "invalid_token" });
      },
    };
    await (routes[url.pathname] ?? (() => reply(response, 404, {})))();
  }

  const keyUse = { kid: "one", alg: "RS256", use: "sig" };
  const discovery = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
  });

  function authorize(asked: URLSearchParams, response: ServerResponse) {
    const redirect = asked.get("redirect_uri") ?? "";
    redirects.push(redirect);
    const wrong =
      asked.get("client_id") !== clientId ||
      asked.get("response_type") !== "code" ||
      asked.get("code_challenge_method") !== "S256" ||
      !asked.get("code_challenge") ||
      !asked.get("state") ||
      !asked.get("nonce");
    if (wrong || !next) return reply(response, 400, { error: "invalid_request", asked: asked.toString() });
    const back = new URL(redirect);
    back.searchParams.set("state", next.fault === "state" ? "made-up" : (asked.get("state") ?? ""));
    if (next.fault === "denied") back.searchParams.set("error", "access_denied");
    else {
      const code = randomUUID();
      const [nonce = "", challenge = ""] = [asked.get("nonce") ?? "", asked.get("code_challenge") ?? ""];
      grants.set(code, { ...next, nonce, challenge, redirect });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { Location: back.href }).end();
  }

  function exchange(request: IncomingMessage, form: URLSearchParams, response: ServerResponse) {
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (request.headers.authorization !== basic) return reply(response, 401, { error: "invalid_client" });
    if (!grant || challenge !== grant.challenge || form.get("redirect_uri") !== grant.redirect)
      return reply(response, 400, { error: "invalid_grant" });
    const token = randomUUID();
    people.set(token, grant.claims);
    reply(response, 200, { access_token: token, token_type: "Bearer", expires_in: 300, id_token: idToken(grant) });
  }

  function idToken({ claims, fault, nonce }: Grant): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: issuer,
      aud: fault === "audience" ? "somebody-else" : clientId,
      iat: now,
      exp: now + 300,
      nonce: fault === "nonce" ? "made-up" : nonce,
      ...claims,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg: "RS256", typ: "JWT", kid: "one" })}.${part(payload)}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(key.privateKey, "base64url")}`;
  }

  return {
    issuer,
    clientId,
    clientSecret,
    redirects,
    answerAs: (claims, fault = null) => {
      next = { claims, fault };
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
