import type { PartialSection } from "../template";

export const requirements: PartialSection<"requirements"> = {
  problem: `The shop runs as one application on one database. Three things hurt, and each sale makes them worse:

- **Checkout fails in peaks.** The card is charged inside the request. When the payment provider slows from 0.5 s to 4 s, all
  web workers wait for it and the catalogue goes down too. In the last three sales 4 to 7 % of checkouts were lost this way.
- **Stock is oversold.** Stock is read, shown and written back without a lock; about 40 orders a week are cancelled by hand.
- **One release train for three teams.** A change to the account pages waits for the catalogue's tests; releases happen twice a month.

If nothing is done, the next peak season sells into the same outage with 40 % more traffic.`,
  goals: `- A slow or absent payment provider costs no order for at least 15 minutes: orders are accepted and charged afterwards.
- Stock is never promised twice; cancellations for lack of stock fall below 1 a month.
- 99.9 % availability of browsing and ordering, measured at the gateway, over every 30 days.
- p95 below 200 ms for every public endpoint at ten times the load of a normal peak.
- Each of the three teams releases its service on its own, at least weekly, without downtime.
- A person can have their data exported and erased within 30 days, without a ticket to engineering.`,
  nonGoals: `- Returns and refunds after delivery: they stay in the back-office tool, which reads orders through the API.
- Recommendations and personalised ranking.
- Several currencies per order, marketplaces with foreign sellers, warehouses in more than one country.
- A new storefront: the web shop and the app stay and move to the new API.`,
  functional: [
    {
      ref: "FR-1",
      text: "A visitor can browse categories and search products by words, category and price without signing in.",
      priority: "must",
    },
    {
      ref: "FR-2",
      text: "A visitor can register with an e-mail address and a password, and confirms the address before the first order.",
      priority: "must",
    },
    {
      ref: "FR-3",
      text: "A customer can keep up to 20 delivery addresses and edit or delete each of them.",
      priority: "must",
    },
    {
      ref: "FR-4",
      text: "A customer can place an order for 1 to 50 products; the price at that moment binds both sides.",
      priority: "must",
    },
    {
      ref: "FR-5",
      text: "An order is accepted only if all its items are in stock, and then holds that stock until it is paid or cancelled.",
      priority: "must",
    },
    {
      ref: "FR-6",
      text: "Sending the same order twice, for whatever reason, creates one order and one charge.",
      priority: "must",
    },
    {
      ref: "FR-7",
      text: "A customer can see their orders and cancel one that has not been shipped.",
      priority: "must",
    },
    {
      ref: "FR-8",
      text: "A customer is told by e-mail that an order was received, paid, shipped or cancelled.",
      priority: "must",
    },
    {
      ref: "FR-9",
      text: "A catalogue editor can create, change and withdraw products and categories, and set stock levels.",
      priority: "must",
    },
    {
      ref: "FR-10",
      text: "A warehouse worker can mark a paid order as shipped and gets a parcel label.",
      priority: "must",
    },
    {
      ref: "FR-11",
      text: "A customer can erase their account; orders that the law keeps lose every link to the person.",
      priority: "must",
    },
    { ref: "FR-12", text: "A customer can export their data as JSON.", priority: "should" },
    {
      ref: "FR-13",
      text: "Search tolerates inflected words (“running shoe” finds “running shoes”).",
      priority: "should",
    },
    {
      ref: "FR-14",
      text: "A visitor sees the remaining stock when fewer than five pieces are left.",
      priority: "could",
    },
    { ref: "FR-15", text: "A customer can pay one order with several means of payment.", priority: "wont" },
  ],
  scale: {
    users: 120000,
    averageRate: 40,
    peakRate: 150,
    dataVolume: 60,
    growth: 40,
    notes: `From twelve months of gateway logs of the present shop. 85 % of requests read the catalogue, 9 % concern accounts, 6 % orders.
About 6,000 orders a day; the busiest minute of the last sale saw 5 orders a second. 40,000 products, of which 300 make half of all
page views. Designed for ten times the peak (1,500 requests/s) because a sale announced on television once brought eight times.`,
  },
  consistency: `| data | need | lag allowed |
|---|---|---|
| Stock available for sale | never negative, never promised twice | none: one row, one lock |
| Order and its items, its totals | all or nothing | none: one transaction |
| One charge per order | exactly one, also after crashes and repeats | none: idempotency key at the provider |
| Payment result shown on the order | eventually | 5 s in normal operation, 2 h when the provider is down |
| Product page and search results | eventually | 60 s (cache) |
| Price on the order | the price shown at reservation, at most 60 s old, else 409 | 60 s |
| Erasure of a person in all services | eventually | 24 h |`,
  compliance: {
    regimes: ["gdpr", "pci_dss"],
    notes: `- **GDPR**: personal data stays in the EU; export and erasure are self-service; consent to marketing is stored with its time and text.
- **PCI DSS, SAQ A**: card data never reaches our servers. The storefront embeds the provider's hosted fields; we see a one-time token.
- **Commercial law**: invoices and the orders behind them are kept for ten years, pseudonymised on erasure.`,
  },
  environment: {
    platforms: ["aws"],
    regions: ["eu-central-1"],
    notes: `Three availability zones of one region; a second region holds encrypted backups only. Managed Kubernetes, PostgreSQL, Redis and
Kafka are run by the Platform team and are the only approved building blocks. Outgoing traffic passes an allow-list proxy.`,
  },
  team: {
    skills: `TypeScript and PostgreSQL in production for six years, Redis for four, Kafka for one (in the analytics pipeline). No one runs a search
cluster or a service mesh today. On-call exists for the present shop.`,
    constraints: `Three teams of four: Accounts, Catalogue, Checkout. First production traffic by 1 March 2027, peak season starts in October 2027.
Running cost at most EUR 8,000 a month. Feature work on the present shop continues at half speed.`,
  },
  securityConfirmation: {
    confirmed: true,
    confirmedBy: "Security officer, with the data protection officer",
    confirmedOn: "2026-09-08",
    requirements: `Asked in a two-hour session against the company's baseline; the answers:

1. Card data must not touch our systems. → Hosted fields, token only.
2. Every endpoint is authenticated unless listed as public. → The public ones are marked in the contract, with the reason.
3. Staff access needs single sign-on with a second factor. → Yes; no local staff passwords.
4. Who looked at or changed personal data must be provable for two years. → Append-only audit log with a hash chain.
5. Data at rest is encrypted with keys we can revoke. → AES-256 with customer-managed keys.
6. Penetration test before launch and yearly. → Booked for January 2027.`,
  },
};
