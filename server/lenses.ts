import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { type Lens, lensQuestions } from "@/core/checklist/lens";
import { writeLens } from "@/core/checklist/lens-export";
import { type LensFinding, lintLens } from "@/core/checklist/lens-linter";
import { parseLensText } from "@/core/checklist/lens-schema";
import { findLens, SHIPPED_LENSES } from "@/core/checklist/lenses/shipped";
import { assertSound, MOST_OWN_LENSES, ownLensKey } from "@/core/checklist/own-lens";
import { LintelError, notFound } from "@/core/errors";
import type { Database, Transaction } from "@/db/connection";
import { lenses, teams, users } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { publishEvents } from "@/server/publish";

type OwnLens = {
  key: string;
  version: number;
  lens: Lens;
  createdAt: Date;
  createdBy: { id: string; name: string };
};
type TeamWithLenses = { id: string; lensRevision: number };

const shippedKeys = SHIPPED_LENSES.flatMap((lens) => lens.lintel?.key ?? []);

// The revision of the team's row, which every request reads anyhow, says whether what is kept is still so.
const kept = new Map<string, { revision: number; own: OwnLens[] }>();
/** Teams whose lenses are kept; beyond that they are read anew. */
const mostKept = 200;

/** The lenses a team brought and uses, by name. Asks nothing for a team that never brought one. */
async function ownLensesOf(db: Database | Transaction, team: TeamWithLenses): Promise<OwnLens[]> {
  if (team.lensRevision === 0) return [];
  const known = kept.get(team.id);
  if (known?.revision === team.lensRevision) return known.own;
  const rows = await db
    .selectDistinctOn([lenses.key], {
      key: lenses.key,
      version: lenses.version,
      source: lenses.source,
      createdAt: lenses.createdAt,
      createdBy: { id: users.id, name: users.name },
    })
    .from(lenses)
    .innerJoin(users, eq(users.id, lenses.createdBy))
    .where(and(eq(lenses.teamId, team.id), isNull(lenses.archivedAt)))
    .orderBy(asc(lenses.key), desc(lenses.version));
  const own = rows.map(({ source, ...row }) => ({ ...row, lens: withKey(read(source), row.key, row.version) }));
  own.sort((a, b) => a.lens.name.localeCompare(b.lens.name, "en") || (a.key < b.key ? -1 : 1));
  if (kept.size >= mostKept) kept.clear();
  kept.set(team.id, { revision: team.lensRevision, own });
  return own;
}

// Checked when it was imported.
const read = (source: string) => JSON.parse(source.replace(/^\uFEFF/, "")) as Lens;

function withKey(lens: Lens, key: string, version: number): Lens {
  return { ...lens, lintel: { ...lens.lintel, key, version: lens.lintel?.version ?? String(version) } };
}

/**
 * Every lens that the reviews of a team are assessed by: the shipped ones, then the team's own. The same lens is the same object
 * until the team changes it.
 */
export async function lensesOf(db: Database | Transaction, team: TeamWithLenses): Promise<readonly Lens[]> {
  if (team.lensRevision === 0) return SHIPPED_LENSES;
  return [...SHIPPED_LENSES, ...(await ownLensesOf(db, team)).map(({ lens }) => lens)];
}

/** One of a team's lenses by its key, or `not_found`. */
export async function requireLens(db: Database | Transaction, team: TeamWithLenses, key: string): Promise<Lens> {
  const shipped = findLens(key);
  if (shipped) return shipped;
  const own = (await ownLensesOf(db, team)).find((lens) => lens.key === key);
  if (!own) throw notFound("checklist");
  return own.lens;
}

const linted = new WeakMap<Lens, LensFinding[]>();

function warningsOf(lens: Lens): LensFinding[] {
  const known = linted.get(lens) ?? lintLens(lens).filter(({ severity }) => severity === "warning");
  linted.set(lens, known);
  return known;
}

/** The lenses of a team: the shipped ones first, then its own with what the linter says of them. */
export async function listLenses(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "team.read");
  const own = await ownLensesOf(context.db, team);
  return {
    items: [
      ...SHIPPED_LENSES.map((lens) => ({ ...facts(lens), isShipped: true, imported: null, warnings: [] })),
      ...own.map(({ lens, version, createdAt, createdBy }) => ({
        ...facts(lens),
        isShipped: false,
        imported: { version, at: createdAt, by: createdBy },
        warnings: warningsOf(lens).map(({ path, message }) => ({ path, message })),
      })),
    ],
  };
}

function facts(lens: Lens) {
  return {
    key: lens.lintel?.key ?? "",
    name: lens.name,
    description: lens.description ?? "",
    pillars: lens.pillars.length,
    questions: lensQuestions(lens).length,
  };
}

/** The lens as a file: one that a team brought is, to the byte, the text that was imported. */
export async function exportLens(context: Context, actor: Actor, at: { team: string; lens: string }) {
  const { team } = await loadTeam(context, actor, at.team, "team.read");
  const file = { type: "application/json; charset=utf-8", filename: `${at.lens}.lens.json` };
  const shipped = findLens(at.lens);
  if (shipped) return { ...file, body: writeLens(shipped) };
  const [row] = await context.db
    .select({ source: lenses.source })
    .from(lenses)
    .where(and(eq(lenses.teamId, team.id), eq(lenses.key, at.lens), isNull(lenses.archivedAt)))
    .orderBy(desc(lenses.version))
    .limit(1);
  if (!row) throw notFound("checklist");
  return { ...file, body: row.source };
}

/**
 * Takes in a lens of the team's own, or a new version of one with the same key. `too_large` above 500 KB; `invalid` with a field
 * problem at every fault for what is no lens or would answer wrongly. What the linter only warns of comes back.
 */
export async function importLens(context: Context, actor: Actor, slug: string, source: string) {
  const { team } = await loadTeam(context, actor, slug, "team.update");
  const lens = parseLensText(source);
  const key = ownLensKey(lens, shippedKeys);
  assertSound(lens);
  const version = await context.db.transaction(async (tx) => {
    // Its row is the lock: imports into one team come one after the other.
    await touchLenses(tx, team.id);
    const rows = await tx
      .select({ key: lenses.key, last: sql<number>`max(${lenses.version})`, isLive: sql<boolean>`bool_or(${live})` })
      .from(lenses)
      .where(eq(lenses.teamId, team.id))
      .groupBy(lenses.key);
    const others = rows.filter((row) => row.isLive && row.key !== key).length;
    if (others >= MOST_OWN_LENSES)
      throw new LintelError(
        "conflict",
        `A team may have ${MOST_OWN_LENSES} checklists of its own. Archive one, then import this.`,
      );
    const version = (rows.find((row) => row.key === key)?.last ?? 0) + 1;
    await tx.insert(lenses).values({ teamId: team.id, key, version, name: lens.name, source, createdBy: actor.userId });
    await publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [
      { type: "lens.imported", payload: { lens: key, name: lens.name, version } },
    ]);
    return version;
  });
  const warnings = warningsOf(lens).map(({ path, message }) => ({ path, message }));
  return { ...facts(lens), key, version, warnings };
}

const live = sql`${lenses.archivedAt} is null`;

/** Takes a team's lens out of use. Its answers stay stored, and versions keep what they were published with. */
export async function archiveLens(context: Context, actor: Actor, at: { team: string; lens: string }): Promise<void> {
  const { team } = await loadTeam(context, actor, at.team, "team.update");
  await context.db.transaction(async (tx) => {
    await touchLenses(tx, team.id);
    const archived = await tx
      .update(lenses)
      .set({ archivedAt: sql`now()` })
      .where(and(eq(lenses.teamId, team.id), eq(lenses.key, at.lens), live))
      .returning({ name: lenses.name, version: lenses.version });
    const newest = archived.sort((a, b) => b.version - a.version)[0];
    if (!newest) throw notFound("checklist");
    await publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [
      { type: "lens.archived", payload: { lens: at.lens, name: newest.name } },
    ]);
  });
}

async function touchLenses(tx: Transaction, teamId: string): Promise<void> {
  await tx
    .update(teams)
    .set({ lensRevision: sql`${teams.lensRevision} + 1` })
    .where(eq(teams.id, teamId));
}
