import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  bigint,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Answer } from "../core/checklist/answer";
import type { Counts, Score } from "../core/checklist/score";
import type { EventPayload, EventType } from "../core/events";
import type { Role } from "../core/permissions";
import type { Spec } from "../core/spec/definition";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const id = () => uuid().primaryKey().default(sql`uuidv7()`);
// Milliseconds, as JavaScript has them: a finer time could not be given back as a cursor.
const time = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });
const createdAt = () => time().notNull().defaultNow();

export const roleEnum = pgEnum("role", ["owner", "admin", "editor", "reviewer", "viewer"]);
export const statusEnum = pgEnum("review_status", [
  "draft",
  "in_review",
  "changes_requested",
  "approved",
  "rejected",
  "postponed",
  "superseded",
]);

/* People */

export const users = pgTable(
  "users",
  {
    id: id(),
    /** NFKC-normalised and lower-cased. */
    email: text().notNull(),
    name: text().notNull(),
    /** Argon2id, PHC string; null for a person who signs in only through a provider. */
    passwordHash: text(),
    createdAt: createdAt(),
    disabledAt: time(),
  },
  (t) => [uniqueIndex("users_email_key").on(t.email)],
);

/** A sign-in at an outside provider that belongs to a user. */
export const accounts = pgTable(
  "accounts",
  {
    provider: text().notNull(),
    subject: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.subject] }), index("accounts_user_id_idx").on(t.userId)],
);

/** A signed-in browser. Deleting the row signs it out at its next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text().notNull().default(""),
    address: text().notNull().default(""),
    createdAt: createdAt(),
    lastSeenAt: createdAt(),
    expiresAt: time().notNull(),
  },
  (t) => [index("sessions_user_id_idx").on(t.userId), index("sessions_expires_at_idx").on(t.expiresAt)],
);

/** Failed sign-ins, counted per account and per address (`key`), to slow guessing down. */
export const signInAttempts = pgTable("sign_in_attempts", { id: id(), key: text().notNull(), at: createdAt() }, (t) => [
  index("sign_in_attempts_key_at_idx").on(t.key, t.at),
]);

export const teams = pgTable(
  "teams",
  {
    id: id(),
    slug: text().notNull(),
    name: text().notNull(),
    /** Number of the newest event. Taken under the row's lock in the transaction that writes the event: no gaps, ever. */
    lastEvent: bigint({ mode: "number" }).notNull().default(0),
    /** Number of the newest review. */
    lastReview: integer().notNull().default(0),
    /** Targets of the backend standards the team changed, by target id. */
    targets: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Counts imports and archivings of lenses; 0 for a team that never had one of its own, and so needs no look for them. */
    lensRevision: integer().notNull().default(0),
    revision: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("teams_slug_key").on(t.slug)],
);

export const members = pgTable(
  "members",
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: roleEnum().$type<Role>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.userId] }), index("members_user_id_idx").on(t.userId)],
);

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    role: roleEnum().$type<Role>().notNull(),
    /** SHA-256 of the token in the link; the token itself is shown once and stored nowhere. */
    tokenHash: text().notNull(),
    /** Only this address may accept, where given. */
    email: text(),
    invitedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: time().notNull(),
    acceptedAt: time(),
    acceptedBy: uuid().references(() => users.id),
  },
  (t) => [
    uniqueIndex("invitations_token_hash_key").on(t.tokenHash),
    index("invitations_team_id_idx").on(t.teamId),
    index("invitations_invited_by_idx").on(t.invitedBy),
  ],
);

/** API tokens of people, for programs. */
export const tokens = pgTable(
  "tokens",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    tokenHash: text().notNull(),
    scope: text().$type<"read" | "write">().notNull(),
    createdAt: createdAt(),
    lastUsedAt: time(),
    expiresAt: time(),
  },
  (t) => [uniqueIndex("tokens_token_hash_key").on(t.tokenHash), index("tokens_user_id_idx").on(t.userId)],
);

/* Reviews */

export const reviews = pgTable(
  "reviews",
  {
    id: id(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    title: text().notNull(),
    status: statusEnum().notNull().default("draft"),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    labels: text().array().notNull().default([]),
    dueOn: date({ mode: "string" }),
    /** Key of the template it began from. */
    template: text(),
    /** Of the backend standards over the draft; null before the first answer. */
    score: smallint(),
    /** Questions of the backend standards by outcome, kept here so that a card is one row. */
    risks: jsonb().$type<Counts>(),
    /** Share of the spec's fields that are filled, 0–100. */
    completeness: smallint().notNull().default(0),
    /** Number of the newest version; 0 before the first. */
    lastVersion: integer().notNull().default(0),
    archivedAt: time(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    /** Counts changes of the fields above; a write names the one it saw. */
    revision: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("reviews_team_id_number_key").on(t.teamId, t.number),
    index("reviews_board_idx")
      .on(t.teamId, t.updatedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`archived_at is null`),
    index("reviews_status_idx")
      .on(t.teamId, t.status, t.updatedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`archived_at is null`),
    index("reviews_archived_idx")
      .on(t.teamId, t.updatedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`archived_at is not null`),
    index("reviews_due_idx")
      .on(t.teamId, sql`coalesce(${t.dueOn}, 'infinity'::date)`, t.number)
      .where(sql`archived_at is null`),
    index("reviews_score_idx")
      .on(t.teamId, sql`coalesce(${t.score}, -1) desc`, t.number.desc().nullsFirst())
      .where(sql`archived_at is null`),
    index("reviews_owner_idx").on(t.ownerId, t.updatedAt.desc().nullsFirst()),
    index("reviews_labels_idx").using("gin", t.labels),
    index("reviews_title_idx").using("gin", sql`${t.title} gin_trgm_ops`),
  ],
);

/**
 * The draft of a review. `state` holds every update up to `stateSeq` merged; later ones are rows of `draft_updates`.
 * `spec` is the projection of the document as of `projectedSeq`; it is behind while `projectedSeq < seq`.
 */
export const drafts = pgTable("drafts", {
  reviewId: uuid()
    .primaryKey()
    .references(() => reviews.id, { onDelete: "cascade" }),
  seq: bigint({ mode: "number" }).notNull().default(0),
  state: bytea().notNull(),
  stateSeq: bigint({ mode: "number" }).notNull().default(0),
  spec: jsonb().$type<Spec>().notNull(),
  projectedSeq: bigint({ mode: "number" }).notNull().default(0),
  schemaVersion: integer().notNull(),
  updatedAt: createdAt(),
});

/** Updates of a draft in the order they were committed; a row is written before its edit is acknowledged. */
export const draftUpdates = pgTable(
  "draft_updates",
  {
    reviewId: uuid()
      .notNull()
      .references(() => drafts.reviewId, { onDelete: "cascade" }),
    seq: bigint({ mode: "number" }).notNull(),
    update: bytea().notNull(),
    actorId: uuid().references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.seq] })],
);

/** Who edited the draft since the newest version: the contributors of the next one. */
export const contributors = pgTable(
  "contributors",
  {
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    lastEditAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.userId] }), index("contributors_user_id_idx").on(t.userId)],
);

/** Lenses that teams brought, a row for each import. The newest row of a key is in use unless it is archived. */
export const lenses = pgTable(
  "lenses",
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    key: text().notNull(),
    version: integer().notNull(),
    name: text().notNull(),
    /** As it was imported. Text, because jsonb would reorder its keys. */
    source: text().notNull(),
    createdBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    archivedAt: time(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.key, t.version] }),
    index("lenses_created_by_idx").on(t.createdBy),
    check("lenses_version_check", sql`${t.version} > 0`),
  ],
);

export const answers = pgTable(
  "answers",
  {
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    lens: text().notNull(),
    question: text().notNull(),
    answer: jsonb().$type<Answer>().notNull(),
    answeredBy: uuid()
      .notNull()
      .references(() => users.id),
    updatedAt: createdAt(),
    revision: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.lens, t.question] }), index("answers_answered_by_idx").on(t.answeredBy)],
);

/** Immutable: a trigger refuses UPDATE and DELETE, and the app's role has no right to either. */
export const versions = pgTable(
  "versions",
  {
    id: id(),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id),
    number: integer().notNull(),
    message: text().notNull(),
    title: text().notNull(),
    authorId: uuid()
      .notNull()
      .references(() => users.id),
    contributorIds: uuid().array().notNull().default([]),
    schemaVersion: integer().notNull(),
    spec: jsonb().$type<Spec>().notNull(),
    answers: jsonb().$type<Record<string, Answer[]>>().notNull(),
    /** Score by each lens at the time, by lens key. */
    scores: jsonb().$type<Record<string, Score>>().notNull(),
    /** Generated diagrams at the time, by kind: Mermaid source. */
    diagrams: jsonb().$type<Record<string, string>>().notNull(),
    /** SHA-256 over the canonical form of everything above, and of the previous version's hash. */
    contentHash: text().notNull(),
    previousHash: text(),
    /** SHA-256 of each section's canonical form, by section key. */
    sectionHashes: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("versions_review_id_number_key").on(t.reviewId, t.number),
    index("versions_author_id_idx").on(t.authorId),
    check("versions_number_check", sql`${t.number} > 0`),
  ],
);

/* The log */

export const events = pgTable(
  "events",
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    number: bigint({ mode: "number" }).notNull(),
    type: text().$type<EventType>().notNull(),
    reviewId: uuid().references(() => reviews.id, { onDelete: "cascade" }),
    actorId: uuid().references((): AnyPgColumn => users.id),
    payload: jsonb().$type<EventPayload>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.number] }),
    index("events_review_id_number_idx").on(t.reviewId, t.number.desc().nullsFirst()),
    index("events_actor_id_idx").on(t.actorId),
  ],
);

/** Replies kept for 48 hours, so that a repeated request with the same key has one effect. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    actor: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text().notNull(),
    /** Null while the first request is still running. */
    status: smallint(),
    body: text(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index("idempotency_keys_created_at_idx").on(t.createdAt)],
);
