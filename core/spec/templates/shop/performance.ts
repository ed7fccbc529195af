import type { PartialSection } from "../template";

type Target = NonNullable<PartialSection<"performance">["targets"]>[number];
const gateway = "gateway histogram, 5 min";
const database = "pg_stat_statements, 1 h";
const loadTest = "nightly load test in staging";

const target = (
  name: string,
  metric: string,
  value: number,
  unit: string,
  measuredBy: string,
  measured: number,
): Target => ({ name, metric, value, unit, measuredBy, measured });

export const performance: PartialSection<"performance"> = {
  targets: [
    target("All public endpoints", "latency_p50", 60, "ms", gateway, 38),
    target("All public endpoints", "latency_p95", 180, "ms", gateway, 121),
    target("All public endpoints", "latency_p99", 1000, "ms", gateway, 460),
    target("GET /v1/products", "latency_p95", 120, "ms", gateway, 84),
    target("GET /v1/products/{productId}", "latency_p95", 60, "ms", gateway, 22),
    target("POST /v1/orders", "latency_p95", 180, "ms", gateway, 143),
    target("Product service", "throughput", 1200, "requests/s", loadTest, 1640),
    target("Order service", "throughput", 1000, "requests/s", loadTest, 1130),
    target("User service", "throughput", 1000, "requests/s", loadTest, 1410),
    target("All public endpoints", "error_rate_normal", 0.05, "%", "gateway, 5xx of all answers, 1 h", 0.02),
    target("All public endpoints", "error_rate_peak", 0.5, "%", loadTest, 0.18),
    target("Lookups by key", "query_simple", 20, "ms", database, 3),
    target("Word search, order with items", "query_join", 100, "ms", database, 31),
    target("Reserve stock, due payments", "query_hot", 10, "ms", database, 3),
    target("Browsing and ordering", "availability", 99.9, "%", "synthetic journey from three places, 30 days", 99.96),
    target("Whole system", "load_multiple", 10, "x", loadTest, 11),
  ],
  scalingPath: `Capacity is 4 × 1,200 requests/s for the catalogue and 3 × 1,000 for each of the others; the designed peak is 1,500 requests/s in all.

- **2×** (300 requests/s, the next peak season): nothing to do.
- **10×** (1,500 requests/s): measured. First limit is the primary of orders at about 260 orders a second; accepted.
- **30×**: the read replicas of products. Add replicas, raise the cache time of the first category pages to 120 s.
- **100×**: one row per product becomes the limit in a sale (about 900 reservations a second on one row). Then stock of hot products is
  split into ten counters, and orders are partitioned by month. Neither is built now; both fit the schema's keys.

Instances scale on requests in flight (target 60 % of the limit), from the numbers in the service list up to four times as many.`,
  cachingStrategy: `Three layers: CDN for images (hit rate 98 %), gateway for anonymous product pages up to 30 s (expected 60 %), Redis for product pages and
first category pages (expected 85 % of the rest). Keys carry the product's version. Expiry is spread by ± 10 %; a missing key is filled by
one request per instance while others wait up to 100 ms. Nothing about stock at checkout, accounts or orders is cached.`,
  queueingStrategy: `Deferred: charges, refunds, labels (rows in payments and shipments, claimed with SKIP LOCKED, so nothing can be lost between a database and a
queue) and everything that follows from events (Kafka). **Back-pressure:** more than 5,000 due payments, or an oldest one of more than
15 minutes, closes POST /v1/orders with 503, because stock must not be held for hours. Consumers take at most 100 messages at once.
Topics keep 7 days; consumer lag above 60 s is alerted on.`,
  loadTestPlan: `Every night in staging, on a copy of production's size with invented people: 40,000 products, 120,000 users, 4 million orders.

| scenario | profile | passes when |
|---|---|---|
| Normal day | 150 requests/s for 30 min, mix as in production | all latency targets, errors < 0.05 % |
| Sale | 0 to 1,500 requests/s in 2 min, 20 min long, half of it on 300 products | p95 < 180 ms, errors < 0.5 %, no oversold item |
| Slow provider | sale, payment provider answers after 4 s, then not at all for 10 min | order acceptance unchanged; all charged 15 min later |
| Lost zone | normal day, one zone cut off | errors < 1 % for 60 s, then normal |

A run that fails stops the next release.`,
  loadTestResults: `2026-11-12, staging, three zones, build of the same day.

| scenario | p50 | p95 | p99 | errors | note |
|---|---|---|---|---|---|
| Normal day | 38 ms | 121 ms | 460 ms | 0.02 % | |
| Sale, 1,500 requests/s | 61 ms | 168 ms | 890 ms | 0.18 % | 0 of 18,204 reservations oversold |
| Slow provider | 39 ms | 124 ms | 480 ms | 0.02 % | backlog of 2,910 charges gone after 9 min |
| Lost zone | 41 ms | 139 ms | 1,400 ms | 0.4 % | 38 s until the standby answered |`,
};
