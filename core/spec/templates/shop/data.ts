import type { PartialSection } from "../template";
import { parts } from "./parts";
import { schema } from "./schema";

type Note = NonNullable<PartialSection<"data">["tables"]>[number];
type Privacy = "none" | "personal" | "sensitive" | "payment";
const note =
  (owner: string) =>
  (table: string, purpose: string, retention: string, privacy: Privacy): Note => ({
    table,
    owner,
    purpose,
    retention,
    privacy,
  });
const user = note(parts.users);
const product = note(parts.products);
const order = note(parts.orders);

const keysPurpose = "Answers to requests that carried an idempotency key, so that a repeat gets the same answer";
const outboxPurpose = "Events written with the change they report, waiting to be sent";
const inboxPurpose = "Events already handled, so that a repeat does nothing";
const outboxRetention = "7 days after sending; hourly job";
const inboxRetention = "30 days; daily job";

export const data: PartialSection<"data"> = {
  stores: [
    {
      name: "PostgreSQL 18, users",
      kind: "relational",
      technology: "PostgreSQL 18, primary and standby in another zone",
      owner: parts.users,
      size: 4,
      note: "Own instance; no other service has an account on it.",
    },
    {
      name: "PostgreSQL 18, products",
      kind: "relational",
      technology: "PostgreSQL 18, primary, standby and two read replicas",
      owner: parts.products,
      size: 9,
      note: "Browsing reads from replicas, reservations from the primary.",
    },
    {
      name: "PostgreSQL 18, orders",
      kind: "relational",
      technology: "PostgreSQL 18, primary and synchronous standby in another zone",
      owner: parts.orders,
      size: 46,
      note: "The standby confirms every commit: an accepted order survives the loss of a zone.",
    },
    {
      name: "Redis 8, product pages",
      kind: "key_value",
      technology: "Redis 8, cluster of three",
      owner: parts.products,
      size: 1,
      note: "May be emptied at any time.",
    },
    {
      name: "Redis 8, limits",
      kind: "key_value",
      technology: "Redis 8, primary and replica",
      owner: parts.users,
      size: 1,
      note: "Counters of requests and sign-ins; each service has its own key prefix and account.",
    },
    {
      name: "Kafka 4, shop events",
      kind: "stream",
      technology: "Kafka 4, three brokers, replication 3, two in-sync replicas required",
      owner: parts.orders,
      size: 5,
      note: "Topics shop.orders, shop.stock, shop.users, kept 7 days.",
    },
    {
      name: "Object storage, images",
      kind: "object",
      technology: "Versioned bucket behind a CDN",
      owner: parts.products,
      size: 90,
      note: "Names are content hashes; objects never change.",
    },
  ],
  ddl: schema,
  tables: [
    user(
      "users",
      "People who can sign in: customers and staff",
      "While the account lives; on erasure the row is emptied and marked deleted, removed after 30 days",
      "personal",
    ),
    user(
      "user_addresses",
      "Delivery addresses offered at checkout",
      "Until deleted by the customer or with the account",
      "personal",
    ),
    user("refresh_tokens", "Sessions; only hashes of tokens", "30 days after expiry; daily job", "personal"),
    user(
      "audit_entries",
      "Who looked at or changed what; append-only, each row carries the hash of the one before",
      "2 years; monthly job moves older rows to the archive bucket",
      "personal",
    ),
    user("user_idempotency_keys", keysPurpose, "48 hours; hourly job", "personal"),
    user("user_outbox", outboxPurpose, outboxRetention, "none"),
    user("user_inbox", inboxPurpose, inboxRetention, "none"),
    product(
      "categories",
      "The tree by which customers browse, at most five levels",
      "Soft-deleted rows are kept for ever: old links are redirected",
      "none",
    ),
    product(
      "products",
      "What can be sold, with price and search text",
      "Soft-deleted rows are kept for ever: old orders name them",
      "none",
    ),
    product("product_images", "Pictures of a product in order", "With the product", "none"),
    product(
      "stock_levels",
      "Pieces on hand and reserved; the one row that decides whether an item can be sold",
      "With the product",
      "none",
    ),
    product(
      "stock_reservations",
      "Stock held for an order until it is taken or given back",
      "90 days after the last change; daily job",
      "none",
    ),
    product(
      "stock_reservation_items",
      "Products, quantities and prices of a reservation",
      "With the reservation",
      "none",
    ),
    product("product_idempotency_keys", keysPurpose, "48 hours; hourly job", "none"),
    product("product_outbox", outboxPurpose, outboxRetention, "none"),
    product("product_inbox", inboxPurpose, inboxRetention, "none"),
    order(
      "orders",
      "One purchase with its state, totals and delivery address",
      "10 years by commercial law; user and address are removed on erasure; soft delete hides test orders from customers",
      "personal",
    ),
    order("order_items", "What was bought, at the price and name of that moment", "With the order", "none"),
    order("order_status_changes", "Every change of state, by whom; append-only", "With the order", "none"),
    order(
      "payments",
      "The one charge and the one refund of an order, and their progress",
      "10 years with the order; the method token is removed after success",
      "payment",
    ),
    order("provider_events", "Webhook deliveries already handled", "90 days; daily job", "none"),
    order("shipments", "Parcel and tracking code of an order", "With the order", "personal"),
    order("order_idempotency_keys", keysPurpose, "48 hours; hourly job", "personal"),
    order("order_outbox", outboxPurpose, outboxRetention, "none"),
    order("order_inbox", inboxPurpose, inboxRetention, "none"),
  ],
  consistency: `- **Transactions stay inside one service.** The default isolation is read committed; every write names the version it saw
  (\`UPDATE … WHERE id = $1 AND version = $2\`), and no row means 409.
- **Placing an order** is two transactions in a fixed order: first the Product service reserves stock under the order's id, then the
  Order service writes orders, order_items, payments, order_status_changes and order_outbox in one transaction. A crash between the two
  leaves a reservation that nobody confirms; it expires after 2 hours.
- **Reserving** updates stock_levels rows in ascending order of product id, so two orders cannot deadlock. The check
  stock_levels_not_oversold is the last word: a violation answers 409 out_of_stock.
- **Events** are written to the outbox with the change and relayed to Kafka at least once, in order of one aggregate. Consumers put the
  event id into their inbox in the transaction of its effect, so effects happen once.
- **Charging** locks the payment row, checks that the order is still pending_payment, and calls the provider with the payment's id as
  key. If stock expired meanwhile, the charge is not sent; if it was already sent, a refund is requested in the same transaction.
- **The saga has no coordinator**: OrderPlaced → charge → OrderPaid or OrderCancelled → stock is confirmed or released. Each step can be
  repeated, and each has one undoing step.
- **Eventual**: mails, product pages (60 s), erasure in orders (24 h).`,
  indexing: `| query | how often | index | measured p95 |
|---|---|---|---|
| products of a category, newest first, keyset | 35/s average | products_category_idx | 6 ms |
| newest products | 10/s | products_newest_idx | 4 ms |
| by price within bounds | 4/s | products_price_idx | 9 ms |
| word search, first 50 by rank | 6/s | products_search_idx, at most 500 hits are ranked | 31 ms |
| reserve stock, by product id | 5/s at peak | primary key of stock_levels | 3 ms |
| a customer's orders, newest first | 2/s | orders_user_idx | 5 ms |
| order with items and payments | 3/s | primary key, order_items_product_key, payments_order_key | 12 ms |
| due payments, for update skip locked | 2/s | payments_due_idx | 2 ms |
| unsent events | 20/s | the three …_outbox_pending_idx | 1 ms |

Every foreign key is the beginning of an index, so deleting a parent never scans. Lists page by keyset (created_at, id), never by offset.
Partial indexes leave out deleted rows and finished work, which keeps the hot ones in memory. pg_stat_statements is read weekly; an
index without use for 30 days is dropped.`,
  caching: `| what | where | how long | how it is invalidated |
|---|---|---|---|
| product page by id | Redis, product pages | 60 s ± 10 % | deleted in the transaction's after-commit step |
| first page of a category | Redis, product pages | 30 s | by time only |
| category tree | memory of each instance | 60 s | by time only |
| signing keys | memory of each instance | 15 min, usable 24 h | by time only |
| images | CDN | 1 year | never: the name is the content's hash |

Stock and prices at checkout are never read from a cache. A missing key is filled by one request per instance; the others wait up to
100 ms for it, then read the replica. Without Redis everything still works, slower: see the failure scenarios.`,
  migration: {
    expand: `The new databases are created beside the present one; nothing in the old schema is dropped. The old shop gets one nullable column
\`orders.new_id uuid\` (ACCESS EXCLUSIVE for milliseconds, lock_timeout 2 s, retried) and a trigger-fed change table for products and users.`,
    backfill: `Products and categories first (40,000 rows, minutes), then users (120,000), then orders of ten years (4.1 million) newest first.
Batches of 2,000 by primary key, at most 20 batches a second, paused while replication lag is above 5 s. The position is stored after each
batch, so a stop resumes where it was. Passwords are copied as hashes and turned into Argon2id at the next sign-in.`,
    dualWrite: `From the start of the backfill the old shop writes each change to its change table in the same transaction, and a relay applies it
to the new services through their API with the old row's id as idempotency key. A failed apply is repeated; it never fails the customer's
request. The old database stays the truth until the switch.`,
    readFallback: `During the backfill of orders, GET /v1/orders/{orderId} asks the old shop for ids it does not know. The fallback counts its uses; it is
removed when the count has been zero for 14 days.`,
    switchOver: `Per area, by a flag at the gateway, in steps of 1, 10, 50 and 100 % of accounts: first catalogue reads, then accounts, then orders. The
owner of each team decides, after the reconciliation check has been clean for 7 days. Stock moves last, at night, in a window of
5 minutes without checkout.`,
    contract: `30 days after the last switch the old shop's write paths are removed; after 90 days its database becomes read-only and goes to the archive
with a dump; the change tables, the relay and orders.new_id are dropped.`,
    rollback: `Before the switch of an area: turn the flag back, nothing is lost, the old database is the truth. For 30 days after it, the relay runs the
other way and keeps the old database current, so the flag can still be turned back. **Point of no return:** removal of the old write paths.`,
    reconciliation: `Nightly, and by hand before each step: counts and sums per day on both sides must be equal.

\`\`\`sql
SELECT placed_at::date AS day, status, count(*) AS orders, sum(total_minor) AS total
FROM orders
WHERE placed_at >= now() - interval '400 days'
GROUP BY day, status
ORDER BY day, status;
\`\`\`

A further query compares a hash over number, user, status and total of 10,000 orders drawn at random. One difference stops the next step.`,
    state: "planned",
  },
  pipelines: [
    {
      name: "Outbox relay",
      source: "user_outbox, product_outbox, order_outbox",
      target: "Kafka 4, shop events",
      mode: "stream",
      schedule: "under 1 s",
      failure:
        "Rows stay unsent and are sent later, in order. Repeats are possible and dropped by the inboxes. Age of the oldest unsent row is alerted on.",
    },
    {
      name: "Payment comparison",
      source: "Settlement report of the payment provider",
      target: "payments",
      mode: "batch",
      schedule: "daily at 04:00",
      failure: "Can be run again for any day. A difference puts the payment into review and opens a ticket.",
    },
    {
      name: "Sales feed",
      source: "Kafka 4, shop events",
      target: "Analytics warehouse",
      mode: "stream",
      schedule: "under 5 min",
      failure:
        "Reads by event id, so replays are harmless; late events correct the day they belong to. Carries no names or addresses.",
    },
  ],
  backup: {
    fullFrequency: 24,
    incrementalFrequency: 0.25,
    rto: 2,
    rpo: 0.5,
    restoreTest: `Full backup every night at 02:00, write-ahead log archived at least every 15 minutes (in practice within a minute), both encrypted, in a
second region, kept 35 days. Every Monday a job restores the newest backup of all three databases into an empty environment, replays the
log to 06:00, and runs the reconciliation query; a failure pages. Last run 2026-11-09: orders (46 GB) back in 38 minutes, all sums equal.`,
  },
};
