import type { PartialSection } from "../template";

export const decisions: PartialSection<"decisions"> = {
  decisions: [
    {
      title: "Cut the shop into three services along the teams",
      status: "accepted",
      decidedOn: "2026-09-14",
      context:
        "Three teams share one code base, one database and one release train. The load is uneven, and an incident in checkout takes browsing with it. Twelve people build and run everything.",
      options: [
        {
          title: "Three services",
          pros: "Own releases and on-call; checkout cannot take browsing down; personal data in one place.",
          cons: "One network call in the order path; no joins across services; three pipelines.",
          cost: "About 10 weeks for pipelines, events and tokens",
        },
        {
          title: "Modular monolith",
          pros: "One transaction for stock and order; simplest to run; modules can be cut out later.",
          cons: "One release train stays; shared pools and memory let faults spread; one account reads all data.",
          cost: "About 5 weeks",
        },
        {
          title: "Eight fine-grained services",
          pros: "Smallest units, search and stock scale alone.",
          cons: "Long call chains against the latency target; more rotations than people.",
          cost: "About 25 weeks",
        },
      ],
      chosen: "Three services",
      reason:
        "It removes the two things that hurt (shared fate and shared releases) at the smallest number of parts. The modular monolith was close; what tipped it is that a memory leak or a full pool in one module still takes down all of them.",
      consequences:
        "Reserving stock becomes a call with a budget and a fallback. Reports that join read from the warehouse. A fourth service needs a decision of its own.",
      confidence: "high",
      confidenceReason:
        "The team borders have been stable for two years, and the traffic between the parts was counted in today's code",
      revisit: "When a team splits, or a second synchronous call between services is wanted",
    },
    {
      title: "Accept orders first, charge afterwards",
      status: "accepted",
      decidedOn: "2026-09-18",
      context:
        "Charging takes 0.9 s at p95 and sometimes 4 s or no answer. Inside the request it breaks the latency target and couples our availability (99.9 %) to the provider's (99.9 %), which together cannot be 99.9 %.",
      options: [
        {
          title: "Charge in the background after accepting",
          pros: "Ordering is fast and survives an outage of the provider; retries are safe and patient.",
          cons: "Customers learn of a declined card seconds later; stock is held meanwhile; a pending state must be explained.",
          cost: "3 weeks",
        },
        {
          title: "Charge inside the request",
          pros: "Simplest for the customer: paid or not.",
          cons: "p95 above 1 s; every slow minute of the provider is our outage; unknown results on time-out.",
          cost: "1 week",
        },
        {
          title: "Charge inside the request with fallback to background",
          pros: "Most customers see the result at once.",
          cons: "Two paths to test; a race between them; the slow path holds workers exactly when it matters.",
          cost: "5 weeks",
        },
      ],
      chosen: "Charge in the background after accepting",
      reason: "It is the only option that meets both the latency and the availability target with this provider.",
      consequences:
        "The storefront shows “payment pending” and follows the order's status. Stock is held for two hours. A job compares all charges with the provider every night. Support needs a text for late declines.",
      confidence: "high",
      confidenceReason:
        "Load test with a provider that answers after 4 s and then not at all: order acceptance did not change",
      revisit: "If more than 3 % of orders are declined after acceptance",
    },
    {
      title: "Hold stock by a synchronous reservation",
      status: "accepted",
      decidedOn: "2026-09-18",
      context:
        "Overselling must end. Stock belongs to the Product service, orders to the Order service; there is no common transaction.",
      options: [
        {
          title: "Synchronous reservation with expiry",
          pros: "The customer learns at once; one row decides; a lost reservation heals by itself.",
          cons: "Ordering depends on the Product service; one more call in the path.",
          cost: "2 weeks",
        },
        {
          title: "Reserve by event after accepting",
          pros: "No dependency in the path.",
          cons: "Orders are accepted and cancelled seconds later; customers resent it more than “sold out”.",
          cost: "2 weeks",
        },
        {
          title: "Keep stock in the Order service",
          pros: "One transaction.",
          cons: "Editors and warehouse would write to the checkout's database; two owners of the product.",
          cost: "4 weeks",
        },
      ],
      chosen: "Synchronous reservation with expiry",
      reason:
        "Being told “sold out” while ordering is what customers expect; 40 ms at p95 fit the budget; the Product service is built for 99.97 %.",
      consequences:
        "The order path is gateway × orders × products = 99.91 %, just above the target. The reservation route gets its own pool and is never shed.",
      confidence: "medium",
      confidenceReason:
        "Measured to 900 reservations a second on one row; a longer outage of the Product service was only rehearsed once",
      revisit: "2027-11-15, after the first peak season",
    },
    {
      title: "Publish events through a transactional outbox",
      status: "accepted",
      decidedOn: "2026-09-22",
      context:
        "A change and its event must both happen or neither. Writing to the database and to Kafka in sequence loses one of them in a crash.",
      options: [
        {
          title: "Outbox table and relay",
          pros: "Works with plain PostgreSQL; order is kept; easy to look at and to repeat.",
          cons: "About a second of delay; rows to clean up; repeats must be dropped by consumers.",
          cost: "1 week",
        },
        {
          title: "Change data capture",
          pros: "No code in the services; lowest delay.",
          cons: "Another system to run that nobody knows; events follow the table layout instead of the contract.",
          cost: "4 weeks",
        },
        {
          title: "Write to Kafka, then to the database",
          pros: "No extra table.",
          cons: "A crash between the two announces what never happened.",
          cost: "None now, repairs later",
        },
      ],
      chosen: "Outbox table and relay",
      reason: "Least to learn and to run, and a second of delay harms nobody.",
      consequences:
        "Every service has an outbox and an inbox of the same shape. The age of the oldest unsent row is the measure of health.",
      confidence: "high",
      confidenceReason: "The same pattern has fed the analytics warehouse for a year without a loss",
      revisit: "Above 1,000 events a second",
    },
    {
      title: "Search with PostgreSQL",
      status: "accepted",
      decidedOn: "2026-09-29",
      context:
        "40,000 products, 6 searches a second on average, words with inflection. No one runs a search cluster today.",
      options: [
        {
          title: "PostgreSQL full-text search",
          pros: "No copy to keep in step; transactional; nothing new to run.",
          cons: "No typo tolerance; ranking is simple; shares the replicas with browsing.",
          cost: "1 week",
        },
        {
          title: "Search engine beside the database",
          pros: "Typos, facets, better ranking.",
          cons: "A cluster, a pipeline and a lag; about EUR 900 a month; a new skill on call.",
          cost: "6 weeks",
        },
      ],
      chosen: "PostgreSQL full-text search",
      reason:
        "31 ms at p95 on a copy of the catalogue meet the target with room; the requirement asks for inflection, not for typos.",
      consequences:
        "A generated tsvector column with a GIN index; at most 500 hits are ranked. The contract's parameter q promises nothing that a search engine could not also do.",
      confidence: "medium",
      confidenceReason: "Speed is measured; whether customers miss typo tolerance is not known",
      revisit: "If more than 8 % of searches find nothing",
    },
    {
      title: "Signed access tokens that services check themselves",
      status: "accepted",
      decidedOn: "2026-10-02",
      context:
        "Every request needs to know who asks. Asking the User service each time adds a call to every path and makes it a single point of failure.",
      options: [
        {
          title: "Signed tokens of 10 minutes",
          pros: "No call; works for 24 h without the User service.",
          cons: "A revoked session ends up to 10 minutes late; keys must rotate.",
          cost: "2 weeks",
        },
        {
          title: "Opaque tokens, looked up each time",
          pros: "Revoked at once.",
          cons: "A call and 20 ms on every request; availability of everything falls to 99.86 %.",
          cost: "1 week",
        },
      ],
      chosen: "Signed tokens of 10 minutes",
      reason: "10 minutes are acceptable to the security officer; the availability target is not met otherwise.",
      consequences:
        "Placing an order and changing a password ask for fresh proof when the account is flagged. Keys are fetched in the background.",
      confidence: "high",
      confidenceReason: "Confirmed with the security officer on 2026-09-08; usual practice",
      revisit: "If a regulation asks for immediate revocation",
    },
  ],
  assumptions: [
    {
      text: "The payment provider honours idempotency keys for at least 24 hours",
      ifWrong: "A retry after a crash could charge twice",
      check: "Written in the contract; tested monthly in its sandbox",
    },
    {
      text: "Peaks stay below 1,500 requests a second until the end of 2027",
      ifWrong: "Requests are shed in sales; scaling step 30× comes earlier",
      check: "Monthly look at growth against the plan",
    },
    {
      text: "At most 1 % of reservations expire unpaid",
      ifWrong: "Stock looks sold out while it is not",
      check: "Metric on expired reservations, reported weekly",
    },
    {
      text: "Customers accept learning of a declined card by mail and in the account",
      ifWrong: "More questions to support, lost orders",
      check: "Survey and support tickets in the first month",
    },
  ],
  questions: [
    {
      question: "May support cancel an order that the warehouse has already packed?",
      owner: "Head of Logistics",
      due: "2026-12-11",
    },
    {
      question: "Does the carrier's webhook carry a signature in its new interface?",
      owner: "Checkout team, with the carrier",
      due: "2026-12-04",
    },
    {
      question: "How long must declined payment attempts be kept?",
      owner: "Data protection officer",
      due: "2026-11-27",
      answer: "90 days, then only the count; confirmed in writing",
    },
  ],
  risks: [
    {
      risk: "Backfilled orders differ from the old shop's because of old rounding rules",
      likelihood: "medium",
      impact: "medium",
      mitigation: "Totals are copied, not computed; nightly reconciliation from the first batch",
      owner: "Checkout team",
    },
    {
      risk: "The teams' first months on call for distributed parts cost feature work",
      likelihood: "high",
      impact: "medium",
      mitigation: "Two failure rehearsals a month from January, runbook before launch",
      owner: "Team leads",
    },
    {
      risk: "A hot product locks its stock row in a sale",
      likelihood: "low",
      impact: "high",
      mitigation: "Measured to 900 a second; split counters are designed, not built",
      owner: "Catalogue team",
    },
    {
      risk: "The payment provider changes its interface in the migration",
      likelihood: "low",
      impact: "medium",
      mitigation: "Adapter with its own tests against the sandbox every night",
      owner: "Checkout team",
    },
  ],
  nextSteps: [
    {
      step: "Publish both contracts to the storefront and app teams",
      owner: "Checkout team",
      due: "2026-12-01",
      state: "doing",
    },
    {
      step: "Backfill products and categories in staging, reconciliation clean for 7 days",
      owner: "Catalogue team",
      due: "2026-12-18",
      state: "doing",
    },
    {
      step: "Finish the runbook, chapters 2 to 10, and rehearse each page once",
      owner: "Checkout team",
      due: "2027-01-22",
      state: "open",
    },
    {
      step: "Penetration test, and repair of what it finds",
      owner: "Security officer",
      due: "2027-01-29",
      state: "open",
    },
    { step: "PCI DSS self-assessment", owner: "Finance with Security officer", due: "2027-02-12", state: "open" },
    { step: "First 1 % of catalogue reads in production", owner: "Catalogue team", due: "2027-03-01", state: "open" },
  ],
};
