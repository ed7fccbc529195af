// The limit: bare node:http and postgres.js, one prepared query for each reply, nobody asked who they are. What Lintel is measured by.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import postgres from "postgres";

const url = new URL(process.env.DATABASE_URL ?? "");
const host = url.searchParams.get("host") ?? url.hostname;
const sql = postgres({
  host,
  database: url.pathname.slice(1),
  user: url.searchParams.get("user") ?? url.username,
  max: 10,
  onnotice: () => {},
});
const [team] = await sql<{ id: string }[]>`select id from teams where slug = 'bench'`;
const [user] = await sql<{ id: string }[]>`select id from users limit 1`;
if (!team || !user) throw new Error("the database is not seeded");

const answers: Record<string, (query: URLSearchParams, body: string) => Promise<string>> = {
  "/list": async () => {
    const rows = await sql`
      select r.number, r.title, r.status, u.id as owner_id, u.name as owner_name, r.labels, r.due_on, r.score, r.risks,
        r.completeness, r.last_version, r.archived_at, r.updated_at, r.revision, r.phase, r.open_threads, r.updated_at::text as key,
        (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name)), '[]') from users p
          where p.id = any(r.reviewer_ids)) as reviewers
      from reviews r join users u on u.id = r.owner_id
      where r.team_id = ${team.id} and r.archived_at is null and r.status = 'in_review'
      order by r.updated_at desc, r.number desc limit 51`;
    const items = rows.slice(0, 50).map((row) => ({
      number: row.number,
      title: row.title,
      status: row.status,
      owner: { id: row.owner_id, name: row.owner_name },
      phase: row.phase,
      openThreads: row.open_threads,
      reviewers: row.reviewers,
      labels: row.labels,
      dueOn: row.due_on,
      score: row.score,
      risks: row.risks,
      completeness: row.completeness,
      lastVersion: row.last_version,
      archivedAt: row.archived_at,
      updatedAt: row.updated_at,
      revision: row.revision,
    }));
    return JSON.stringify({ items, next: rows[50]?.key ?? null });
  },
  "/review": async (query) => {
    const [row] = await sql`
      select r.*, u.name as owner_name, d.seq, d.spec::text as spec
      from reviews r join users u on u.id = r.owner_id join drafts d on d.review_id = r.id
      where r.team_id = ${team.id} and r.number = ${query.get("n")}`;
    const { spec = "{}", ...review } = row ?? {};
    return `${JSON.stringify(review).slice(0, -1)},"spec":${spec}}`;
  },
  "/row": async () => {
    const [row] = await sql`select id, name, email, created_at from users where id = ${user.id}`;
    return JSON.stringify(row);
  },
  "/versions": async (query) => {
    const rows = await sql`
      select v.number, v.message, v.title, v.author_id, v.contributor_ids, v.content_hash, v.section_hashes, v.created_at
      from versions v join reviews r on r.id = v.review_id
      where r.team_id = ${team.id} and r.number = ${query.get("n")} order by v.number desc limit 51`;
    return JSON.stringify({ items: rows, next: null });
  },
  "/threads": async (query) => {
    const rows = await sql`
      select t.number, t.anchor, t.version, t.outcome, t.resolved_at, t.comments, t.last_event, t.created_at, t.last_comment_at,
        t.revision, u.id as author_id, u.name as author_name, c.id as first_id, c.body
      from threads t join reviews r on r.id = t.review_id join users u on u.id = t.author_id
      join comments c on c.id = (select id from comments f where f.thread_id = t.id order by event limit 1)
      where r.team_id = ${team.id} and r.number = ${query.get("n")} order by t.number limit 500`;
    return JSON.stringify({ items: rows });
  },
  "/thread": async (query) => {
    const rows = await sql`
      select c.*, u.name from comments c join threads t on t.id = c.thread_id join reviews r on r.id = t.review_id
      join users u on u.id = c.author_id
      where r.team_id = ${team.id} and r.number = ${query.get("n")} and t.number = ${query.get("thread")} order by c.event desc limit 100`;
    return JSON.stringify({ comments: rows });
  },
  "/search": async (query) => {
    // What a search takes that ranks all that match.
    const rows = await sql`
      select r.number, r.title, ts_rank(s.words, q) as rank
      from to_tsquery('english', ${query.get("q")}) q, search_texts s join reviews r on r.id = s.review_id
      where s.team_id = ${team.id} and s.kind = 'design' and s.words @@ q order by rank desc limit 20`;
    return JSON.stringify({ items: rows });
  },
  "/write": async (_query, body) => {
    await sql`insert into bench_writes (body) values (${body}::text::jsonb)`;
    return "{}";
  },
  "/write-bytes": async (_query, body) => {
    await sql`insert into bench_writes (bytes) values (${Buffer.from(body)})`;
    return "{}";
  },
};

/** What any page of the framework costs: fifty rows, and the scripts that every page of it loads. */
const manifest = JSON.parse(readFileSync(join(".next", "build-manifest.json"), "utf8")) as { rootMainFiles: string[] };
const scripts = new Map(
  manifest.rootMainFiles.map((file) => [`/${file}`, gzipSync(readFileSync(join(".next", file)))]),
);

async function barePage(): Promise<string> {
  const rows = await sql`select number, title, status from reviews where team_id = ${team?.id ?? ""} limit 50`;
  const lines = rows.map((row) => `<tr><td>${row.number}</td><td>${row.title}</td><td>${row.status}</td></tr>`);
  const tags = [...scripts.keys()].map((path) => `<script async src="${path}"></script>`);
  return `<!doctype html><title>Reviews</title><table>${lines.join("")}</table>${tags.join("")}`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = new URL(request.url ?? "/", "http://limit");
  const script = scripts.get(asked.pathname);
  if (script) {
    response.writeHead(200, { "Content-Type": "text/javascript", "Content-Encoding": "gzip" }).end(script);
    return;
  }
  if (asked.pathname === "/page") {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(await barePage());
    return;
  }
  const chunks: Buffer[] = [];
  if (request.method === "POST") for await (const chunk of request) chunks.push(chunk as Buffer);
  const reply = await answers[asked.pathname]?.(asked.searchParams, Buffer.concat(chunks).toString());
  response.writeHead(reply === undefined ? 404 : 200, { "Content-Type": "application/json; charset=utf-8" });
  response.end(reply);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(Number(process.env.PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
