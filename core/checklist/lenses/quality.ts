import { type Lens, SCHEMA_VERSION } from "../lens";
import { writeQuestion } from "./write-question";

/** The short checklist: six questions that every design should answer before anybody reads it in detail. */
export const quality: Lens = {
  schemaVersion: SCHEMA_VERSION,
  name: "Quality checklist",
  description: "Six questions every design should answer before it is reviewed in depth. Ten minutes, for any system.",
  pillars: [
    {
      id: "quality",
      name: "Design quality",
      questions: [
        writeQuestion("quality_requirements", "Does the architecture match the requirements?", {
          why: "Most failed designs solve another problem well. Begin by checking that each important requirement has a part that fulfils it, and that each part has a reason to exist.",
          weight: 1,
          choices: [
            [
              "problem_stated",
              "Problem, goals and non-goals are written so that a stranger understands them",
              "Write the problem in three sentences, the goals as outcomes that can be checked, and what is deliberately left out.",
            ],
            [
              "traced",
              "The functional requirements are listed with priorities, and each “must” has a part that fulfils it",
              "Number the requirements, set priorities, and note for each “must” which service answers for it.",
            ],
            [
              "patterns_reasoned",
              "The chosen patterns follow from requirements, scale and team, with reasons",
              "Give each pattern a rationale that names a requirement or a constraint, and the alternative it beat.",
            ],
          ],
          none: "problem_stated && traced && patterns_reasoned",
          medium: "problem_stated && (traced || patterns_reasoned)",
        }),
        writeQuestion("quality_scalability", "Are the scalability risks identified?", {
          why: "Load rarely grows evenly. Knowing the expected numbers and the first part to give way is worth more than any reserve.",
          weight: 1,
          choices: [
            [
              "numbers",
              "Expected users, request rates, data volume and growth are stated",
              "Estimate with a source: today's system, a comparable product, or a calculation anybody can check.",
            ],
            [
              "bottleneck",
              "It is named what breaks first as load grows, and what is done then",
              "Compute each part at 2×, 10× and 100×, and describe the step that follows the first limit.",
            ],
            [
              "targets",
              "Performance targets are set, with how they are measured",
              "Set latency, throughput and error targets with units, and name the place and tool of measurement.",
            ],
          ],
          none: "numbers && bottleneck && targets",
          medium: "numbers && (bottleneck || targets)",
        }),
        writeQuestion("quality_security", "Are the security considerations addressed?", {
          why: "Security added later costs a redesign. The questions are the same each time; they only need to be asked early.",
          weight: 1,
          choices: [
            [
              "requirements_confirmed",
              "The security requirements were asked for and confirmed",
              "Ask whoever answers for the data, and record who confirmed and when.",
            ],
            [
              "access",
              "Authentication and authorization are described for users, services and operators",
              "Write who is recognised how, what each role may do, and where that is enforced.",
            ],
            [
              "protection",
              "Encryption, secrets, input validation and rate limits are decided",
              "Answer each in two sentences, with versions and limits.",
            ],
            [
              "threats",
              "The likely attacks are listed with their mitigations",
              "Spend an hour with STRIDE along the trust boundaries, and write down what you would try.",
            ],
          ],
          none: "requirements_confirmed && access && protection && threats",
          medium: "access && (requirements_confirmed || protection || threats)",
        }),
        writeQuestion("quality_consistency", "Is data consistency handled correctly?", {
          why: "Bugs in consistency appear under load, cannot be reproduced, and destroy the one thing that cannot be deployed again: data.",
          weight: 1,
          choices: [
            [
              "needs",
              "It is stated which data must be correct at once and which may lag, and by how long",
              "Go through the entities with the business, and write a bound for each that may lag.",
            ],
            [
              "transactions",
              "Transaction boundaries and changes across services are described",
              "Name the invariant behind each transaction, and use an outbox or saga wherever two systems change together.",
            ],
            [
              "schema",
              "The schema enforces its rules by keys and constraints",
              "Write the DDL with primary keys, foreign keys and checks, and let the database refuse what must not exist.",
            ],
          ],
          none: "needs && transactions && schema",
          medium: "needs && (transactions || schema)",
        }),
        writeQuestion("quality_failures", "Are failure scenarios considered?", {
          why: "Everything fails at some time. A design that says how is calm at three in the morning.",
          weight: 1,
          choices: [
            [
              "scenarios",
              "At least three failures are described with detection, effect on users and recovery",
              "Take the database, the most important dependency and a bad release as a beginning.",
            ],
            [
              "bounded_calls",
              "Each synchronous call has a timeout and an answer to failure",
              "Enter the timeout, the retries and the fallback of each interaction.",
            ],
            [
              "backups",
              "Recovery objectives are set, and a restore was tried",
              "State RTO and RPO, restore a backup into an empty environment, and write down how long it took.",
            ],
          ],
          none: "scenarios && bounded_calls && backups",
          medium: "scenarios && (bounded_calls || backups)",
        }),
        writeQuestion("quality_next_steps", "Are clear next steps provided?", {
          why: "A document that ends without “who does what by when” will be written again next year.",
          weight: 1,
          choices: [
            [
              "steps",
              "Next steps have owners and dates",
              "Write each step as one action with a team that does it and a day it is due.",
            ],
            [
              "questions_owned",
              "Open questions name who must answer",
              "Give each question a person or role and a date; decide nothing that depends on it before.",
            ],
            [
              "risks",
              "Risks and assumptions are listed with what is done about them",
              "Write what could still go wrong, how likely and how bad it is, and how each assumption is checked.",
            ],
          ],
          none: "steps && questions_owned && risks",
          medium: "steps || questions_owned && risks",
        }),
      ],
    },
  ],
  lintel: { key: "quality", version: "1.0.0" },
};
