-- Puts the team into the indexes of words, so that a search never reads those of another one.
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
DROP TABLE "elements" CASCADE;--> statement-breakpoint
DROP TABLE "search_texts" CASCADE;--> statement-breakpoint
CREATE TABLE "elements" (
	"team_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"path" text NOT NULL,
	"place" text NOT NULL,
	"is_draft" boolean NOT NULL,
	"versions" "int4multirange" DEFAULT '{}' NOT NULL,
	CONSTRAINT "elements_review_id_kind_key_path_pk" PRIMARY KEY("review_id","kind","key","path")
);
--> statement-breakpoint
CREATE TABLE "search_queue" (
	"review_id" uuid PRIMARY KEY NOT NULL,
	"changes" integer DEFAULT 1 NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_states" (
	"review_id" uuid PRIMARY KEY NOT NULL,
	"format" smallint NOT NULL,
	"draft_seq" bigint NOT NULL,
	"version" integer NOT NULL,
	"elements_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_texts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"team_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"hash" text,
	"is_draft" boolean DEFAULT false NOT NULL,
	"versions" "int4multirange" DEFAULT '{}' NOT NULL,
	"comment_id" uuid,
	"words" "tsvector" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "search_texts_kind_check" CHECK ((kind = 'design') = (hash is not null) and (kind = 'comment') = (comment_id is not null))
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"team_id" uuid NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "search_words_team_id_word_pk" PRIMARY KEY("team_id","word")
);
--> statement-breakpoint
ALTER TABLE "elements" ADD CONSTRAINT "elements_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elements" ADD CONSTRAINT "elements_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_queue" ADD CONSTRAINT "search_queue_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_states" ADD CONSTRAINT "search_states_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_texts" ADD CONSTRAINT "search_texts_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_texts" ADD CONSTRAINT "search_texts_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_texts" ADD CONSTRAINT "search_texts_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_words" ADD CONSTRAINT "search_words_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "elements_team_id_kind_key_idx" ON "elements" USING btree ("team_id","kind","key");--> statement-breakpoint
CREATE INDEX "elements_key_idx" ON "elements" USING gin ("team_id","key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_queue_due_at_idx" ON "search_queue" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "search_texts_review_id_hash_key" ON "search_texts" USING btree ("review_id","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "search_texts_comment_id_key" ON "search_texts" USING btree ("comment_id");--> statement-breakpoint
CREATE INDEX "search_texts_newest_idx" ON "search_texts" USING btree ("team_id","kind","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "search_texts_designs_idx" ON "search_texts" USING gin ("team_id","words") WHERE kind = 'design';--> statement-breakpoint
CREATE INDEX "search_texts_comments_idx" ON "search_texts" USING gin ("team_id","words") WHERE kind = 'comment';--> statement-breakpoint
CREATE INDEX "search_words_word_idx" ON "search_words" USING gin ("team_id","word" gin_trgm_ops);--> statement-breakpoint
-- Words beside the row and not packed: whether a text has a word is asked for hundreds of rows at a time, and unpacking took most of it.
ALTER TABLE "search_texts" ALTER COLUMN "words" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "search_texts" SET (toast_tuple_target = 256);
