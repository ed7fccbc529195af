import { guide } from "../guidance";
import { buildSpec } from "./template";

/** A question put to others: one problem, one decision. What grows beyond it can fill the other sections later. */
export const rfc = buildSpec({
  requirements: {
    problem: guide(
      "What is wrong or missing, for whom? One paragraph, with the fact that made you write this.",
      "What happens if nothing is done?",
    ),
    goals: guide("What will be true afterwards? At most three lines."),
    nonGoals: guide("What is not decided here?"),
    team: { constraints: guide("What is given: dates, budget, technology?") },
  },
  architecture: {
    overview: guide(
      "The proposal in ten sentences: what changes, for whom, and what stays.",
      "Can someone from another team follow it without asking?",
    ),
    diagrams: [
      {
        name: "Today and proposed",
        source: `flowchart LR
  subgraph today["Today"]
    a["Part"] --> b["Part that hurts"]
  end
  subgraph proposed["Proposed"]
    c["Part"] --> d["New part"]
    d --> e["What remains"]
  end
  today -.->|how we get there| proposed`,
        note: guide("One picture is enough. Name the parts as the code does."),
      },
    ],
  },
  security: {
    threats: [
      { attack: guide("How could someone misuse what is proposed?"), mitigation: guide("What is done about it?") },
    ],
  },
  reliability: {
    failures: [
      {
        failure: guide("What is the most likely way in which this fails?"),
        impact: guide("What do users see?"),
        mitigation: guide("What limits the damage?"),
        recovery: guide("How is it undone?"),
      },
    ],
  },
  decisions: {
    decisions: [
      {
        title: guide("The question, as a sentence that can be answered."),
        status: "proposed",
        context: guide("Which forces pull in different directions?"),
        options: [
          {
            title: guide("What you propose"),
            pros: guide("What gets better?"),
            cons: guide("What gets worse? There is always something."),
            cost: guide("Weeks, money?"),
          },
          {
            title: guide("The best other way, as its friends would tell it"),
            pros: guide("What speaks for it?"),
            cons: guide("What speaks against it?"),
            cost: guide("Weeks, money?"),
          },
          { title: "Do nothing", pros: "Costs nothing now.", cons: guide("What does waiting cost?") },
        ],
        reason: guide("Filled in when it is decided: why this one?"),
        consequences: guide("What gets easier, what harder, what must now be done?"),
        confidenceReason: guide("What do you know, and what do you only believe?"),
        revisit: guide("Which date or event would make you look again?"),
      },
    ],
    assumptions: [{ text: guide("What do you take as true without proof?"), ifWrong: guide("What breaks?") }],
    questions: [{ question: guide("What do you want to know from the readers?"), owner: guide("From whom?") }],
    risks: [{ risk: guide("What could still go wrong?"), mitigation: guide("What would you do then?") }],
    nextSteps: [
      { step: guide("Who decides, by when, and how do silent readers count?"), owner: guide("Who?"), state: "open" },
    ],
  },
});
