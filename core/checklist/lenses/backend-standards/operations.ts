import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const operations: Pillar = {
  id: "operations",
  name: "Operations & delivery",
  questions: [
    writeQuestion("operations_pipeline", "Does every change reach production by the same guarded path?", {
      why: "The path that is used every day is the one that works during an incident. Manual steps are forgotten exactly then.",
      weight: 3,
      choices: [
        [
          "single_path",
          "Every change, configuration included, goes through the pipeline",
          "Remove direct access to deploy, and give emergencies a fast lane through the same pipeline.",
        ],
        [
          "gates",
          "Tests, static checks and security scans must pass",
          "Make each a required step, and fix flaky ones instead of repeating them.",
        ],
        [
          "one_artefact",
          "The artefact that was tested is the one that runs",
          "Build once, sign it, and promote it unchanged through the environments.",
        ],
        [
          "quick",
          "Commit to production takes less than an hour",
          "Run steps in parallel, cache what is stable, and move slow checks behind the release with a way back.",
        ],
      ],
      none: "single_path && gates && one_artefact && quick",
      medium: "single_path && gates",
    }),
    writeQuestion("operations_infrastructure", "Can the whole environment be rebuilt from the repository?", {
      why: "What was clicked together cannot be reviewed, repeated or recovered.",
      weight: 2,
      choices: [
        [
          "as_code",
          "All infrastructure is described as code and reviewed",
          "Import what exists, forbid manual changes, and review changes like code.",
        ],
        ["drift", "Drift between code and reality is detected", "Compare on a schedule, and alert on differences."],
        [
          "rebuilt",
          "An environment was built from nothing recently",
          "Create a temporary one by the pipeline, run the tests in it, and delete it again.",
        ],
      ],
      none: "as_code && drift && rebuilt",
      medium: "as_code && (drift || rebuilt)",
    }),
    writeQuestion("operations_environments", "Do the environments before production deserve trust?", {
      why: "A test environment that differs from production finds the faults of the test environment.",
      weight: 1,
      choices: [
        [
          "alike",
          "At least one environment resembles production in everything but size",
          "Use the same versions, topology and configuration mechanism, created by the same code.",
        ],
        ["safe_data", "None but production holds production data", "Use synthetic or masked data, and check it."],
        [
          "access",
          "It is written who may enter each environment and how",
          "Record access per environment, and make production the narrowest.",
        ],
      ],
      none: "alike && safe_data && access",
    }),
    writeQuestion("operations_rollout", "Does a bad release reach only a few users for a short time?", {
      why: "Every team ships faults. The difference is how many users meet them, and for how long.",
      weight: 3,
      choices: [
        [
          "gradual",
          "Releases reach users in steps",
          "Use a canary, rolling or blue-green release with a pause long enough to see the metrics.",
        ],
        [
          "automatic_stop",
          "The rollout stops by itself when errors or latency rise",
          "Compare the new version with the old on the same metrics, and stop on a significant difference.",
        ],
        [
          "compatible",
          "Two versions can run side by side against the same data and callers",
          "Keep schema and messages compatible over one release, and test the mixture.",
        ],
        [
          "flags",
          "Risky functions can be switched off without a release",
          "Put them behind a flag with an owner and an end date, and try the switch before you need it.",
        ],
      ],
      none: "gradual && automatic_stop && compatible && flags",
      medium: "gradual && (automatic_stop || compatible || flags)",
    }),
    writeQuestion("operations_rollback", "Can a release be taken back quickly, without losing data?", {
      why: "Going back is the fastest repair there is, if nothing was burned behind you.",
      weight: 3,
      targets: ["rollback_time"],
      choices: [
        [
          "fast",
          "Going back takes at most {rollback_time}",
          "Keep the last version ready to run, and make rollback one command that anybody on call may use.",
        ],
        [
          "data_safe",
          "It is stated what happens to data written by the newer version",
          "Keep new columns readable by old code, and say which releases cannot be taken back.",
        ],
        [
          "rehearsed",
          "It is rehearsed, and not kept for the emergency",
          "Roll back a harmless release each month, and note the time.",
        ],
      ],
      none: "fast && data_safe && rehearsed",
      medium: "fast && data_safe",
    }),
    writeQuestion("operations_health", "Does the platform know when an instance is alive, ready, or leaving?", {
      why: "Traffic sent to an instance that is not ready is an error; restarting one that only waits for its database is an outage.",
      weight: 2,
      choices: [
        [
          "liveness",
          "Liveness looks at the process alone",
          "Answer from the process itself, so that a slow dependency does not cause restarts of everything.",
        ],
        [
          "readiness",
          "Readiness looks at what a request needs",
          "Check migrations, warm caches and connections, with a time limit.",
        ],
        [
          "draining",
          "On stop, an instance finishes its work before it leaves",
          "Stop taking requests, finish or hand over what runs, and close within the platform's limit.",
        ],
      ],
      none: "liveness && readiness && draining",
      medium: "liveness && readiness",
    }),
    writeQuestion("operations_configuration", "Is configuration validated, documented and traceable?", {
      why: "Changing a setting is a release without tests. Many large outages were one wrong value.",
      weight: 1,
      choices: [
        [
          "validated",
          "The program refuses to start on a wrong configuration and says why",
          "Parse all settings at start into typed values, and name the setting and the remedy.",
        ],
        [
          "documented",
          "Each setting is documented with its default",
          "Generate the table from the code that reads it.",
        ],
        [
          "traceable",
          "It can be seen who changed which value when",
          "Keep configuration in version control or in a system with history, and mark changes on dashboards.",
        ],
      ],
      none: "validated && documented && traceable",
    }),
    writeQuestion("operations_capacity", "Are capacity and cost known now and at the planned peak?", {
      why: "Running out of capacity is an outage; running out of budget ends the product.",
      weight: 1,
      choices: [
        [
          "sized",
          "Instances and stores are sized for the planned peak with head room",
          "Compute from the measured throughput, and say how much is spare.",
        ],
        [
          "limits",
          "The limits of platform and accounts are known",
          "List quotas of connections, addresses, functions and storage, and raise those within a factor of two.",
        ],
        [
          "cost_known",
          "The monthly cost is known, and what drives it",
          "Estimate per part, compare with the bill each month, and name the driver per unit of business.",
        ],
        [
          "cost_watched",
          "An unexpected rise in cost raises an alert",
          "Set a budget alert per environment, and tag resources by service.",
        ],
      ],
      none: "sized && limits && cost_known && cost_watched",
    }),
  ],
};
