import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  bigint,
  boolean,
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
import type { Counts, KeptScore } from "../core/checklist/score";
import type { Anchor, Suggestion } from "../core/comments/anchor";
import type { Outcome } from "../core/comments/outcome";
import type { EventPayload, EventType } from "../core/events";
import type { MailMode, NotificationKind } from "../core/notifications";
import type { Role } from "../core/permissions";
import type { Phase } from "../core/phases";
import type { ElementKind } from "../core/search/element-kinds";
import type { Spec } from "../core/spec/definition";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
/** Numbers of versions, as ranges: `{[1,4),[6,7)}`. */
const versionSet = customType<{ data: string }>({ dataType: () => "int4multirange" });
const id = () => uuid().primaryKey().default(sql`uuidv7()`);
// Milliseconds, as JavaScript has them: a finer time could not be given back as a cursor.
const time = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });
const createdAt = () => time().notNull().defaultNow();

export const roleEnum = pgEnum("role", ["owner", "admin", "editor", "reviewer", "viewer"]);
export const phaseEnum = pgEnum("review_phase", ["discovery", "architecture", "security", "handoff"]);
export const riskEnum = pgEnum("review_risk", ["high", "medium", "unanswered", "none", "unknown"]);
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
    /** Whether anybody may look at the list of its reviews without signing in. */
    isPublic: boolean().notNull().default(false),
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
    /** The worst outcome among them, for the board; see `riskLevel` in `core/checklist/score`. */
    risk: riskEnum()
      .notNull()
      .generatedAlwaysAs(
        sql`case when risks is null then 'unknown'::review_risk when (risks->>'high')::int > 0 then 'high'::review_risk
          when (risks->>'medium')::int > 0 then 'medium'::review_risk when (risks->>'unanswered')::int > 0 then 'unanswered'::review_risk
          else 'none'::review_risk end`,
      ),
    phase: phaseEnum().$type<Phase>().notNull().default("discovery"),
    /** Whom the review is given to look at, in the order they were named. */
    reviewerIds: uuid().array().notNull().default([]),
    /** Threads that are not resolved, kept here so that a card is one row. */
    openThreads: integer().notNull().default(0),
    /** Number of the newest thread. */
    lastThread: integer().notNull().default(0),
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
    index("reviews_phase_idx")
      .on(t.teamId, t.phase, t.updatedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`archived_at is null`),
    index("reviews_risk_idx")
      .on(t.teamId, t.risk, t.updatedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`archived_at is null`),
    // For a column of the board as well as for the foreign key, so it holds the archived ones too.
    index("reviews_owner_idx").on(t.ownerId, t.teamId, t.updatedAt.desc().nullsFirst(), t.number.desc().nullsFirst()),
    index("reviews_reviewers_idx").using("gin", t.reviewerIds),
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
    scores: jsonb().$type<Record<string, KeptScore>>().notNull(),
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

/* Threads */

/** A guest: somebody who came by a share link that allows comments, under a name of their own choice. */
export const guests = pgTable(
  "guests",
  {
    id: id(),
    shareLinkId: uuid()
      .notNull()
      .references((): AnyPgColumn => shareLinks.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** SHA-256 of the secret in the guest's cookie. */
    secretHash: text().notNull(),
    createdAt: createdAt(),
    removedAt: time(),
  },
  (t) => [uniqueIndex("guests_secret_hash_key").on(t.secretHash), index("guests_share_link_id_idx").on(t.shareLinkId)],
);

export const threads = pgTable(
  "threads",
  {
    id: id(),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    /** In its review, from 1: the permalink. */
    number: integer().notNull(),
    /** What it speaks about. Data beside the text, never a mark in it; where it stands today is found by `core/comments`. */
    anchor: jsonb().$type<Anchor>().notNull(),
    /** The version it was opened on; null for the draft. */
    version: integer(),
    authorId: uuid().references(() => users.id),
    guestId: uuid().references(() => guests.id),
    outcome: text().$type<Outcome>(),
    resolvedAt: time(),
    resolvedBy: uuid().references(() => users.id),
    /** Comments that are not deleted. */
    comments: integer().notNull().default(1),
    /** Number of the team's event that wrote its newest comment: what has a greater one than a reader saw is unread. */
    lastEvent: bigint({ mode: "number" }).notNull(),
    /** Number of the team's newest event about it, of any kind: what has a greater one than a copy of the list is read anew. */
    lastChange: bigint({ mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
    lastCommentAt: createdAt(),
    /** Counts changes of anchor and outcome; a write names the one it saw. */
    revision: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("threads_review_id_number_key").on(t.reviewId, t.number),
    index("threads_review_id_last_change_idx").on(t.reviewId, t.lastChange),
    index("threads_author_id_idx").on(t.authorId),
    index("threads_guest_id_idx").on(t.guestId),
    index("threads_resolved_by_idx").on(t.resolvedBy),
    check("threads_author_check", sql`(author_id is null) <> (guest_id is null)`),
    check("threads_outcome_check", sql`(outcome is null) = (resolved_at is null)`),
  ],
);

export const comments = pgTable(
  "comments",
  {
    id: id(),
    threadId: uuid()
      .notNull()
      .references(() => threads.id, { onDelete: "cascade" }),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    /** Number of the team's event that wrote it: the order of comments. */
    event: bigint({ mode: "number" }).notNull(),
    authorId: uuid().references(() => users.id),
    guestId: uuid().references(() => guests.id),
    /** Markdown; empty once deleted. */
    body: text().notNull(),
    mentions: uuid().array().notNull().default([]),
    suggestion: jsonb().$type<Suggestion>(),
    appliedAt: time(),
    appliedBy: uuid().references(() => users.id),
    /** By emoji, who: `{"👍": ["<user or guest id>"]}`. */
    reactions: jsonb().$type<Record<string, string[]>>().notNull().default({}),
    createdAt: createdAt(),
    editedAt: time(),
    deletedAt: time(),
    deletedBy: uuid().references(() => users.id),
    revision: integer().notNull().default(1),
  },
  (t) => [
    index("comments_thread_id_event_idx").on(t.threadId, t.event),
    index("comments_review_id_event_idx").on(t.reviewId, t.event),
    index("comments_author_id_idx").on(t.authorId),
    index("comments_guest_id_idx").on(t.guestId),
    index("comments_applied_by_idx").on(t.appliedBy),
    index("comments_deleted_by_idx").on(t.deletedBy),
    check("comments_author_check", sql`(author_id is null) <> (guest_id is null)`),
  ],
);

/** What a comment said before it was edited. */
export const commentEdits = pgTable(
  "comment_edits",
  {
    commentId: uuid()
      .notNull()
      .references(() => comments.id, { onDelete: "cascade" }),
    revision: integer().notNull(),
    body: text().notNull(),
    replacedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.revision] })],
);

/** How far somebody has read a thread: the number of the newest comment's event they saw. */
export const threadReads = pgTable(
  "thread_reads",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    threadId: uuid()
      .notNull()
      .references(() => threads.id, { onDelete: "cascade" }),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    event: bigint({ mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.threadId] }),
    index("thread_reads_user_review_idx").on(t.userId, t.reviewId),
    index("thread_reads_thread_id_idx").on(t.threadId),
    index("thread_reads_review_id_idx").on(t.reviewId),
  ],
);

/* Sharing */

export const shareLinks = pgTable(
  "share_links",
  {
    id: id(),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    /** SHA-256 of the token in the link; the token itself is shown once and stored nowhere. */
    tokenHash: text().notNull(),
    name: text().notNull(),
    mayComment: boolean().notNull(),
    showsThreads: boolean().notNull(),
    showsScore: boolean().notNull().default(false),
    /** The one version it shows; null for one that follows the newest. */
    version: integer(),
    /** Argon2id, PHC string; null where the link is enough. */
    passwordHash: text(),
    views: integer().notNull().default(0),
    lastViewedAt: time(),
    createdBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: time(),
    revokedAt: time(),
    revokedBy: uuid().references(() => users.id),
    /** Counts changes of name, expiry and password; a write names the one it saw. */
    revision: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("share_links_token_hash_key").on(t.tokenHash),
    index("share_links_review_id_idx").on(t.reviewId),
    index("share_links_created_by_idx").on(t.createdBy),
    index("share_links_revoked_by_idx").on(t.revokedBy),
  ],
);

/** Who looked at a share link lately, so that somebody who comes back soon is not counted again. Forgotten after a day. */
export const shareVisits = pgTable(
  "share_visits",
  {
    shareLinkId: uuid()
      .notNull()
      .references(() => shareLinks.id, { onDelete: "cascade" }),
    /** A keyed hash of address and browser. */
    visitor: text().notNull(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.shareLinkId, t.visitor] }), index("share_visits_at_idx").on(t.at)],
);

/* The board */

/** Filters, order and layout of the board under a name; the query string of its address says what it shows. */
export const views = pgTable(
  "views",
  {
    id: id(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    /** Whose it is; a shared one is offered to the whole team. */
    ownerId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    isShared: boolean().notNull(),
    name: text().notNull(),
    query: text().notNull(),
    createdAt: createdAt(),
    revision: integer().notNull().default(1),
  },
  (t) => [index("views_team_id_idx").on(t.teamId), index("views_owner_id_idx").on(t.ownerId)],
);

/* Search */

/**
 * What full-text search reads: a row for each different text a design has had, whichever of its draft and its versions say it,
 * and one for each comment. Only the words are kept; a passage is read from the draft, version or comment itself.
 */
export const searchTexts = pgTable(
  "search_texts",
  {
    id: id(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    kind: text().$type<"design" | "comment">().notNull(),
    /** Of a design: the hash of its words, whether the draft says them, and which versions do. */
    hash: text(),
    isDraft: boolean().notNull().default(false),
    versions: versionSet().notNull().default(sql`'{}'`),
    commentId: uuid().references(() => comments.id, { onDelete: "cascade" }),
    words: tsvector().notNull(),
    /** When it was written: what is newer is looked at first. */
    at: time().notNull(),
  },
  (t) => [
    uniqueIndex("search_texts_review_id_hash_key").on(t.reviewId, t.hash),
    uniqueIndex("search_texts_comment_id_key").on(t.commentId),
    index("search_texts_newest_idx").on(t.teamId, t.kind, t.at.desc().nullsFirst()),
    index("search_texts_designs_idx").using("gin", t.teamId, t.words).where(sql`kind = 'design'`),
    index("search_texts_comments_idx").using("gin", t.teamId, t.words).where(sql`kind = 'comment'`),
    check(
      "search_texts_kind_check",
      sql`(kind = 'design') = (hash is not null) and (kind = 'comment') = (comment_id is not null)`,
    ),
  ],
);

/** The words in use in a team, which a mistyped one is compared with. */
export const searchWords = pgTable(
  "search_words",
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    word: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.word] }),
    index("search_words_word_idx").using("gin", t.teamId, sql`${t.word} gin_trgm_ops`),
  ],
);

/** What a design touches: services, tables, endpoints, events, technologies; said by its draft or by some of its versions. */
export const elements = pgTable(
  "elements",
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    kind: text().$type<ElementKind>().notNull(),
    /** Normalised for look-up, and as it is written. */
    key: text().notNull(),
    name: text().notNull(),
    /** Where in the spec it stands, and that in words. */
    path: text().notNull(),
    place: text().notNull(),
    isDraft: boolean().notNull(),
    versions: versionSet().notNull().default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.kind, t.key, t.path] }),
    index("elements_team_id_kind_key_idx").on(t.teamId, t.kind, t.key),
  ],
);

/** The elements a team's designs know, each once, which one that nothing has is compared with. */
export const elementNames = pgTable(
  "element_names",
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    kind: text().$type<ElementKind>().notNull(),
    key: text().notNull(),
    name: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.kind, t.key] }),
    index("element_names_key_idx").using("gin", t.teamId, sql`${t.key} gin_trgm_ops`),
  ],
);

/** What of a review the index holds. A review that has no row, or one of an older format, is indexed anew. */
export const searchStates = pgTable("search_states", {
  reviewId: uuid()
    .primaryKey()
    .references(() => reviews.id, { onDelete: "cascade" }),
  format: smallint().notNull(),
  draftSeq: bigint({ mode: "number" }).notNull(),
  /** Number of the newest version in the index. */
  version: integer().notNull(),
  /** Hash of what the draft's elements follow from. */
  elementsHash: text().notNull(),
});

/** Reviews whose index is behind. `changes` counts marks, so that one set while the review is indexed stays. */
export const searchQueue = pgTable(
  "search_queue",
  {
    reviewId: uuid()
      .primaryKey()
      .references(() => reviews.id, { onDelete: "cascade" }),
    changes: integer().notNull().default(1),
    /** Not before this time: after a failure it waits. */
    dueAt: createdAt(),
  },
  (t) => [index("search_queue_due_at_idx").on(t.dueAt)],
);

/* Notifications */

export const notifications = pgTable(
  "notifications",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    /** The event that is told of; nobody is told of one twice. */
    event: bigint({ mode: "number" }).notNull(),
    kind: text().$type<NotificationKind>().notNull(),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    threadId: uuid().references(() => threads.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    readAt: time(),
    /** When a mail is to tell of it; null where none is wanted, or none any more. */
    mailDueAt: time(),
    mailedAt: time(),
  },
  (t) => [
    uniqueIndex("notifications_user_event_key").on(t.userId, t.teamId, t.event),
    index("notifications_user_idx").on(t.userId, t.id.desc().nullsFirst()),
    index("notifications_unread_idx").on(t.userId, t.id.desc().nullsFirst()).where(sql`read_at is null`),
    index("notifications_mail_idx").on(t.mailDueAt).where(sql`mail_due_at is not null`),
    index("notifications_review_id_idx").on(t.reviewId),
    index("notifications_thread_id_idx").on(t.threadId),
    index("notifications_team_id_idx").on(t.teamId),
  ],
);

/** How somebody wants to be told. No row is the usual: everything in the inbox, mail at once. */
export const notificationSettings = pgTable("notification_settings", {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  mail: text().$type<MailMode>().notNull(),
  /** Hour of the day, in UTC, of the mail that comes once a day. */
  digestHour: smallint().notNull().default(8),
  /** Kinds not told of at all, and kinds told of in the inbox alone. */
  mutedKinds: text().array().$type<NotificationKind[]>().notNull().default([]),
  unmailedKinds: text().array().$type<NotificationKind[]>().notNull().default([]),
});

/** Reviews somebody wants to hear nothing of. */
export const mutedReviews = pgTable(
  "muted_reviews",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    reviewId: uuid()
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.userId, t.reviewId] }), index("muted_reviews_review_id_idx").on(t.reviewId)],
);

/** Mail that waits to be sent, written in the transaction that decided on it. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    recipient: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text().notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
    /** When it is tried next. Whoever tries puts it forward first, so that nobody else does, and a crash is tried again. */
    dueAt: createdAt(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    sentAt: time(),
    /** When it was given up, after the last attempt. */
    failedAt: time(),
  },
  (t) => [
    index("outbox_due_idx").on(t.dueAt).where(sql`sent_at is null and failed_at is null`),
    index("outbox_user_id_idx").on(t.userId),
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

/**
 * Who is in a review through which process, while several processes have its draft open. Client 0 stands for the process itself.
 * Unlogged: what a crash empties is written anew within seconds.
 */
export const presences = pgTable(
  "presences",
  {
    reviewId: uuid().notNull(),
    processId: uuid().notNull(),
    clientId: bigint({ mode: "number" }).notNull(),
    /** Counts the client's states; the newest wins. */
    clock: integer().notNull(),
    state: jsonb().notNull(),
    seenAt: time().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.processId, t.clientId] }),
    index("presences_process_id_idx").on(t.processId),
    index("presences_seen_at_idx").on(t.seenAt),
  ],
);

/** How far each follower of the log has come in each team; see `server/followers.ts`. */
export const followers = pgTable(
  "followers",
  {
    name: text().notNull(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    /** The number of the newest event it has dealt with, whole. */
    event: bigint({ mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.teamId] }), index("followers_team_id_idx").on(t.teamId)],
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
