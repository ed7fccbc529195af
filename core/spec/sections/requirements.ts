import { choice, choices, date, flag, group, list, markdown, number, section, tags, text } from "../field";

export const requirements = section(
  "requirements",
  "Requirements & context",
  "What is to be solved, for whom, at what scale, and under which constraints.",
  {
    problem: markdown("Problem", "What hurts today, for whom, and what happens if nothing is done."),
    goals: markdown("Goals", "Outcomes that can be checked later, one per line."),
    nonGoals: markdown("Non-goals", "What a reader might expect from this design and will not get."),
    functional: list(
      "Functional requirements",
      "What the system must do, each in one sentence that a test could check.",
      { item: "requirement", title: "text", layout: "table" },
      {
        ref: text("ID", "How other documents name it, such as FR-1."),
        text: text("Requirement", "One sentence: who can do what, under which condition."),
        priority: choice("Priority", [
          ["must", "Must"],
          ["should", "Should"],
          ["could", "Could"],
          ["wont", "Won't (this time)"],
        ]),
      },
    ),
    scale: group("Expected scale", "The load the design is sized for. A rough number with a source beats none.", {
      users: number("Users", "users", "People or accounts expected within the horizon of this design."),
      averageRate: number("Average requests", "requests/s", "Mean over a day."),
      peakRate: number("Peak requests", "requests/s", "Busiest minute you plan for."),
      dataVolume: number("Data volume", "GB", "Stored data at launch, indexes included."),
      growth: number("Growth", "% per year", "Yearly growth of load and data."),
      notes: markdown("Notes on scale", "Where the numbers come from; seasons, bursts, large tenants.", {
        optional: true,
      }),
    }),
    consistency: markdown(
      "Data-consistency needs",
      "Which data must be correct at once, which may lag, and by how long at most.",
    ),
    compliance: group("Compliance & regulation", "Laws, standards and contracts that bind this system.", {
      regimes: choices(
        "Regimes",
        [
          ["gdpr", "GDPR"],
          ["ccpa", "CCPA"],
          ["hipaa", "HIPAA"],
          ["pci_dss", "PCI DSS"],
          ["soc2", "SOC 2"],
          ["iso27001", "ISO 27001"],
          ["none", "None applies"],
        ],
        "Everything that applies; “None applies” only after somebody checked.",
        { other: true },
      ),
      notes: markdown("Obligations", "What follows for this design: residency, retention, erasure, audit.", {
        optional: true,
      }),
    }),
    environment: group("Deployment environment", "Where the system has to run.", {
      platforms: choices(
        "Platforms",
        [
          ["aws", "AWS"],
          ["azure", "Azure"],
          ["gcp", "Google Cloud"],
          ["on_premises", "On premises"],
          ["edge", "Edge"],
        ],
        "Every platform the system runs on.",
        { other: true },
      ),
      regions: tags("Regions", "Regions or sites, such as eu-central-1.", { optional: true }),
      notes: markdown("Constraints of the environment", "Networks, quotas, approved services.", { optional: true }),
    }),
    team: group("Team skills & constraints", "Who builds and runs this, and with what.", {
      skills: markdown("Skills", "Languages and systems the team runs in production today."),
      constraints: markdown("Constraints", "Head count, budget, deadlines, technology that is given."),
    }),
    securityConfirmation: group(
      "Security requirements confirmed",
      "Security requirements are asked for, never assumed. Record that they were, and by whom they were confirmed.",
      {
        confirmed: flag("The security requirements were asked for and confirmed"),
        confirmedBy: text("Confirmed by", "Role or name of the person who answered for them."),
        confirmedOn: date("Confirmed on"),
        requirements: markdown("Security requirements", "What was asked and what was answered."),
      },
    ),
    notes: list(
      "Further notes",
      "What fits no other field, each under a heading of its own. Imported text that found no place is kept here.",
      { item: "note", title: "title", layout: "cards", optional: true },
      {
        title: text("Heading"),
        text: markdown("Text"),
      },
    ),
  },
);
