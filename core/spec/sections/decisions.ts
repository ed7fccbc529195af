import { choice, date, list, markdown, section, text } from "../field";

const level = [
  ["low", "Low"],
  ["medium", "Medium"],
  ["high", "High"],
] as const;

export const decisions = section(
  "decisions",
  "Decisions",
  "What was decided and why, what is only assumed, what is still open, and who does what next.",
  {
    decisions: list(
      "Decisions",
      "One entry for each choice that would be costly to change.",
      { item: "decision", title: "title", layout: "cards" },
      {
        title: text("Title", "The decision in a sentence."),
        status: choice("Status", [
          ["proposed", "Proposed"],
          ["accepted", "Accepted"],
          ["rejected", "Rejected"],
          ["deprecated", "Deprecated"],
          ["superseded", "Superseded"],
        ]),
        decidedOn: date("Decided on", undefined, { optional: true }),
        context: markdown("Context", "The forces at work, and what makes this hard."),
        options: list(
          "Options",
          "What was considered, with what speaks for and against it.",
          { item: "option", title: "title", layout: "cards" },
          {
            title: text("Option"),
            summary: markdown("Summary", "What the option is, where its title does not say enough.", {
              optional: true,
            }),
            pros: markdown("Pros"),
            cons: markdown("Cons"),
            cost: text("Cost", "Time, money or risk.", { optional: true }),
          },
        ),
        chosen: text("Chosen option", "The title of the option that was taken."),
        reason: markdown("Reason", "Why it won over the others."),
        consequences: markdown("Consequences", "What gets easier, what gets harder, what must now be done."),
        confidence: choice("Confidence", level),
        confidenceReason: text("Reason for the confidence"),
        revisit: text("Revisit", "Date or event at which to look again.", { optional: true }),
      },
    ),
    assumptions: list(
      "Assumptions",
      "What is taken as true without proof.",
      { item: "assumption", title: "text", layout: "table" },
      {
        text: text("Assumption"),
        ifWrong: text("If wrong", "What breaks."),
        check: text("How it is checked", undefined, { optional: true }),
      },
    ),
    questions: list(
      "Open questions",
      "What is not known, and who must answer.",
      { item: "question", title: "question", layout: "table" },
      {
        question: text("Question"),
        owner: text("Who must answer"),
        due: date("Due", undefined, { optional: true }),
        answer: text("Answer", undefined, { optional: true }),
      },
    ),
    risks: list(
      "Risks",
      "What could still go wrong.",
      { item: "risk", title: "risk", layout: "table" },
      {
        risk: text("Risk"),
        likelihood: choice("Likelihood", level),
        impact: choice("Impact", level),
        mitigation: text("Mitigation"),
        owner: text("Owner", undefined, { optional: true }),
      },
    ),
    nextSteps: list(
      "Next steps",
      "What happens after this document.",
      { item: "step", title: "step", layout: "table" },
      {
        step: text("Step"),
        owner: text("Owner"),
        due: date("Due"),
        state: choice("State", [
          ["open", "Open"],
          ["doing", "In progress"],
          ["done", "Done"],
        ]),
      },
    ),
  },
);
