import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const codeDocumentation: Pillar = {
  id: "code_documentation",
  name: "Code & documentation",
  questions: [
    writeQuestion("code_coverage", "Do tests cover the business rules, and the critical paths most of all?", {
      why: "Coverage proves nothing by itself, but what is not covered is certainly not tested.",
      weight: 3,
      targets: ["coverage_business", "coverage_critical"],
      choices: [
        [
          "business",
          "At least {coverage_business} of the business logic is covered",
          "Separate rules from frameworks so that they can be tested alone, and cover the branches.",
        ],
        [
          "critical",
          "At least {coverage_critical} of the critical paths are covered",
          "Name the paths where a fault costs money or trust, and test their failures as well as their success.",
        ],
        [
          "gated",
          "A drop in coverage stops the change",
          "Compare changed lines against the target in the pipeline, so that old debt does not block new work.",
        ],
        [
          "behaviour",
          "Tests state behaviour and survive a refactoring",
          "Test through public interfaces with real collaborators; name each test as a sentence.",
        ],
      ],
      none: "business && critical && gated && behaviour",
      medium: "business && critical",
    }),
    writeQuestion("code_test_levels", "Is each kind of fault caught at the cheapest level?", {
      why: "Unit tests miss the database; end-to-end tests miss the cause. Each level has faults only it can find.",
      weight: 2,
      choices: [
        [
          "rules",
          "Rules are tested alone, in milliseconds, with generated cases where laws exist",
          "Move decisions into pure functions, and state their laws as properties.",
        ],
        [
          "integration",
          "Storage and messages are tested against the real products",
          "Start the same database and broker version in the tests instead of a substitute.",
        ],
        [
          "journeys",
          "The few journeys that matter are tested end to end",
          "Automate them in a real browser or client, and keep their number small.",
        ],
      ],
      none: "rules && integration && journeys",
      medium: "rules && integration || integration && journeys",
    }),
    writeQuestion("code_review", "Is every change read by a second person, with machines doing the boring part?", {
      why: "Review spreads knowledge and catches what tests cannot: the wrong thing, built well.",
      weight: 2,
      choices: [
        [
          "second_person",
          "Nothing is merged without the approval of somebody who did not write it",
          "Protect the main branch, and name owners for the sensitive parts.",
        ],
        [
          "static_checks",
          "Types, lint and format are checked before people look",
          "Make them required, with no exceptions that are not written in the configuration.",
        ],
        [
          "small",
          "Changes are small enough to be understood in one sitting",
          "Split preparation from behaviour, and ship behind a flag instead of in one large change.",
        ],
      ],
      none: "second_person && static_checks && small",
      medium: "second_person && (static_checks || small)",
    }),
    writeQuestion("code_structure", "Do the boundaries of the design exist in the code?", {
      why: "Boxes in a diagram hold only if something stops an import across the line.",
      weight: 1,
      choices: [
        [
          "responsibilities",
          "Each service or module has one written responsibility and one owner",
          "Write the sentence; where it needs “and”, reconsider the cut.",
        ],
        [
          "enforced",
          "Forbidden dependencies fail the build",
          "State who may import whom, and check it by a lint rule or by separate packages.",
        ],
        [
          "own_data",
          "Each table is written by one owner only",
          "Give each store an owner, and let others ask it instead of reaching in.",
        ],
      ],
      none: "responsibilities && enforced && own_data",
    }),
    writeQuestion("documentation_endpoints", "Can a new caller succeed from the documentation alone?", {
      why: "Each question a caller must ask is asked by every caller. Good documentation is the cheapest support.",
      weight: 2,
      targets: ["endpoints_documented"],
      choices: [
        [
          "complete",
          "{endpoints_documented} of the endpoints are documented for those who call them",
          "Publish the contract as a readable page, generated so that it cannot fall behind.",
        ],
        [
          "start",
          "A short guide leads from nothing to a first successful call",
          "Write it, then watch somebody follow it, and mend each place where they stop.",
        ],
        [
          "errors_explained",
          "Each error code says what the caller should do",
          "Add a table of codes with cause and remedy, and link it from the error itself.",
        ],
      ],
      none: "complete && start && errors_explained",
      medium: "complete && (start || errors_explained)",
    }),
    writeQuestion("documentation_decisions", "Can a newcomer learn why it was built this way?", {
      why: "Decisions without reasons are either worshipped or undone. Both are expensive.",
      weight: 2,
      choices: [
        [
          "recorded",
          "Each costly decision is recorded with its context and consequences",
          "Write one page when the decision is made, not afterwards.",
        ],
        [
          "alternatives",
          "At least two options were considered, with what spoke for each",
          "Include doing nothing; write the case for the option you rejected so that its friends would sign it.",
        ],
        [
          "confidence",
          "Confidence and the occasion to look again are noted",
          "Say how sure you are, why, and which date or event reopens the question.",
        ],
      ],
      none: "recorded && alternatives && confidence",
      medium: "recorded && (alternatives || confidence)",
    }),
    writeQuestion("documentation_handover", "Is everything ready that the people who will run it need?", {
      why: "A system is finished when somebody who did not build it can run it at night.",
      weight: 2,
      choices: [
        [
          "runbook",
          "There is a runbook for the alerts and the usual tasks",
          "Write what to check, what to do and whom to call; let somebody new try it.",
        ],
        [
          "monitoring_guide",
          "It is explained which graph says what",
          "Describe the overview and the normal range of each important number.",
        ],
        [
          "settings",
          "Configuration and error codes are documented for operators",
          "Generate the tables from code, and add when to change what.",
        ],
        [
          "owners",
          "Each deliverable has an owner who keeps it true",
          "Name a team for each document; a document without an owner is already out of date.",
        ],
      ],
      none: "runbook && monitoring_guide && settings && owners",
      medium: "runbook && (monitoring_guide || settings || owners)",
    }),
  ],
};
