import type { Pillar } from "../../lens";
import { writeQuestion } from "../write-question";

export const security: Pillar = {
  id: "security",
  name: "Security",
  questions: [
    writeQuestion(
      "security_requirements",
      "Were the security requirements asked for and confirmed by somebody who may?",
      {
        why: "Assumed requirements are the ones that were never built. A name and a date turn an assumption into an agreement.",
        weight: 3,
        choices: [
          [
            "confirmed",
            "They were asked for, and a named role confirmed them",
            "Hold the conversation with whoever answers for the data, and record who confirmed what and when.",
          ],
          [
            "written",
            "They are written as statements that can be tested",
            "Turn each into a sentence with a subject and a limit: who may see what, for how long, under which proof.",
          ],
          [
            "regimes",
            "Applicable laws, standards and contracts are named, or ruled out by somebody who checked",
            "List the regimes with their consequences for this design, or record who decided that none applies.",
          ],
        ],
        none: "confirmed && written && regimes",
        medium: "confirmed && (written || regimes)",
      },
    ),
    writeQuestion("security_authentication", "Is every caller recognised, and can that recognition end at once?", {
      why: "An open endpoint is found by scanners within hours, and a stolen session that cannot be revoked works until it expires.",
      weight: 3,
      targets: ["endpoints_authenticated"],
      choices: [
        [
          "all_endpoints",
          "{endpoints_authenticated} of the endpoints ask for authentication unless documented as public",
          "Deny by default at the edge, and keep a short reviewed list of public endpoints with the reason for each.",
        ],
        [
          "services",
          "Services prove their identity to each other",
          "Use mutual TLS or short-lived workload tokens; a private network is no proof of identity.",
        ],
        [
          "short_lived",
          "Credentials are short-lived and rotate without a release",
          "Issue tokens that live minutes to hours, refresh them, and rotate signing keys on a schedule.",
        ],
        [
          "revocable",
          "A session, token or person can be shut out within a minute",
          "Keep revocation on the server and check it where it matters, open connections included.",
        ],
      ],
      none: "all_endpoints && services && short_lived && revocable",
      medium: "all_endpoints && (services || short_lived || revocable)",
    }),
    writeQuestion("security_passwords", "If people sign in, would a stolen user table still protect them?", {
      why: "Tables get stolen. What they are worth afterwards depends on the hash, and on whether a password alone opens the door.",
      weight: 2,
      targets: ["password_hash"],
      choices: [
        [
          "strong_hash",
          "Passwords are hashed with {password_hash}, or none are stored",
          "Move to the named algorithm with current cost parameters, and rehash on the next sign-in.",
        ],
        [
          "guarded_sign_in",
          "Guessing is limited per account and per address",
          "Count failures on both, slow down, and never reveal whether the account exists.",
        ],
        [
          "second_factor",
          "A second factor or an identity provider protects privileged people",
          "Require passkeys or one-time codes for administrators at least, or delegate sign-in to a provider that does.",
        ],
      ],
      none: "strong_hash && guarded_sign_in && second_factor",
      medium: "strong_hash && (guarded_sign_in || second_factor)",
    }),
    writeQuestion("security_authorization", "Is permission checked at every object, not only at the door?", {
      why: "The most common breach of an API is a valid user asking for somebody else's id. Roles at the gateway do not see it.",
      weight: 3,
      choices: [
        [
          "roles",
          "Roles and what each may do stand in one table",
          "Write the matrix of role and action once, and derive both code and documentation from it.",
        ],
        [
          "object_checks",
          "Each operation loads only what the caller may see",
          "Pass the caller to the query itself, so that an unguarded read cannot be written.",
        ],
        [
          "deny_by_default",
          "Anything not allowed explicitly is refused, and absence looks like refusal",
          "Answer 404 for what one may not see, and fail closed when the decision cannot be made.",
        ],
        [
          "matrix_tests",
          "A test tries every role, another tenant and nobody on every operation",
          "Generate the cases from the declarations, so that a new route is covered on the day it appears.",
        ],
      ],
      none: "roles && object_checks && deny_by_default && matrix_tests",
      medium: "roles && (object_checks || deny_by_default)",
    }),
    writeQuestion("security_least_privilege", "Does each service, job and person hold only the rights it uses?", {
      why: "What a compromised part can reach decides whether it is an incident or a catastrophe.",
      weight: 2,
      choices: [
        [
          "own_accounts",
          "Each service has its own account for each store and system it uses",
          "Split shared accounts, so that rights can be narrowed and traces have a name.",
        ],
        [
          "narrow_rights",
          "Database and cloud rights are limited to what the code really does",
          "Start from none, grant what fails, take away schema changes from the running service.",
        ],
        [
          "human_access",
          "People get production access for a reason and for a limited time",
          "Grant on request with expiry, record the session, and keep one guarded way in for emergencies.",
        ],
        [
          "reviewed",
          "Rights are reviewed on a schedule, and unused ones removed",
          "Compare granted with used rights each quarter, and remove leavers on the same day.",
        ],
      ],
      none: "own_accounts && narrow_rights && human_access && reviewed",
      medium: "own_accounts && (narrow_rights || human_access)",
    }),
    writeQuestion("security_encryption", "Is data encrypted on every wire and every disk?", {
      why: "Networks are shared and disks are discarded. Encryption is cheap now; explaining its absence is not.",
      weight: 3,
      targets: ["tls_version", "aes_key"],
      choices: [
        [
          "tls_outside",
          "Connections from outside use TLS {tls_version}",
          "Set the version as the minimum at the edge, and list the callers who need an exception with an end date.",
        ],
        [
          "tls_inside",
          "Connections between services and to stores are encrypted too",
          "Turn on TLS with verification for databases, caches and brokers, not only for HTTP.",
        ],
        [
          "at_rest",
          "Stores, backups and queues are encrypted with AES-{aes_key} or equal",
          "Enable it in each store, and check snapshots, exports and temporary files as well.",
        ],
        [
          "keys_managed",
          "Keys live in a key service, rotate, and their use is recorded",
          "Move keys out of configuration, rotate on a schedule, and rehearse the loss of one.",
        ],
      ],
      none: "tls_outside && tls_inside && at_rest && keys_managed",
      medium: "tls_outside && at_rest",
    }),
    writeQuestion("security_secrets", "Are secrets out of code, images and logs?", {
      why: "A secret in a repository has as many copies as there are clones, and stays in the history after it is deleted.",
      weight: 2,
      choices: [
        [
          "secret_store",
          "Secrets come from a secret store at run time",
          "Load them from a vault or the platform's store by workload identity, never from files in the image.",
        ],
        [
          "scanned",
          "Repositories and images are scanned, and a find blocks the change",
          "Run a scanner before commit and in the pipeline, and treat each find as leaked: rotate, then clean.",
        ],
        [
          "rotated",
          "Each secret can be rotated without downtime, and is",
          "Accept old and new for a while, rotate on a schedule, and practise the rotation of the most important one.",
        ],
      ],
      none: "secret_store && scanned && rotated",
      medium: "secret_store && (scanned || rotated)",
    }),
    writeQuestion("security_input", "Is every input treated as hostile until it is validated?", {
      why: "Injection, oversized bodies and parser tricks all start with an input nobody looked at. Internal queues and uploads are inputs too.",
      weight: 3,
      targets: ["inputs_validated"],
      choices: [
        [
          "validated",
          "{inputs_validated} of the inputs are validated against a schema at the edge",
          "Parse once at the rim into typed values; refuse unknown fields, wrong types and impossible values with their place.",
        ],
        [
          "bounded",
          "Sizes, depths, counts and times are bounded everywhere",
          "Set limits for bodies, strings, arrays, nesting, uploads and parsing time, and answer 413 or 422.",
        ],
        [
          "safe_sinks",
          "Queries are parameterised and output is escaped for its place",
          "Ban string-built queries and raw HTML by a lint rule, and escape where the text is used.",
        ],
        [
          "isolated_parsers",
          "Complex formats are parsed apart, with limits that can be enforced",
          "Run parsers of documents, images and archives in a process that can be killed, without network and files.",
        ],
      ],
      none: "validated && bounded && safe_sinks && isolated_parsers",
      medium: "validated && (bounded || safe_sinks)",
    }),
    writeQuestion("security_rate_limits", "Is every public endpoint protected against being asked too often?", {
      why: "Limits keep one careless or malicious client from being everybody's outage, and make guessing expensive.",
      weight: 2,
      targets: ["endpoints_rate_limited"],
      choices: [
        [
          "public_endpoints",
          "{endpoints_rate_limited} of the public endpoints have a limit",
          "Set a default at the edge, and tighter limits for sign-in, search, export and whatever is expensive.",
        ],
        [
          "per_caller",
          "Limits count per account and per address, and cannot be dodged by headers",
          "Trust forwarding headers only from your own proxies, and share the counters between instances.",
        ],
        [
          "told",
          "A refused caller gets 429 with Retry-After",
          "Answer with the time to wait, and document the limits so that good clients can pace themselves.",
        ],
      ],
      none: "public_endpoints && per_caller && told",
      medium: "public_endpoints && (per_caller || told)",
    }),
    writeQuestion("security_audit", "Can it be shown later who did what, and that the record is whole?", {
      why: "After an incident the first question is what was touched. An audit trail that the intruder could edit answers nothing.",
      weight: 2,
      choices: [
        [
          "recorded",
          "Access to sensitive data and each change of rights is recorded with actor and time",
          "List the actions worth recording, and write them in the same transaction as the change.",
        ],
        [
          "tamper_evident",
          "Removing or altering a record would show",
          "Append only, chain the hashes or ship the records to a system with other administrators.",
        ],
        [
          "kept_and_read",
          "The record is kept as long as required, and somebody looks at it",
          "Set retention by the strictest obligation, and alert on the patterns that matter.",
        ],
      ],
      none: "recorded && tamper_evident && kept_and_read",
      medium: "recorded && (tamper_evident || kept_and_read)",
    }),
    writeQuestion("security_threats", "Were the likely attacks thought through, with an owner for what remains?", {
      why: "Thinking like an attacker for an hour before building is the cheapest security work there is.",
      weight: 2,
      choices: [
        [
          "modelled",
          "Threats are listed with asset, attack and mitigation",
          "Walk along each trust boundary with STRIDE, and write down what you would try.",
        ],
        [
          "all_kinds",
          "All six STRIDE kinds were considered",
          "Go through spoofing, tampering, repudiation, disclosure, denial of service and elevation for each boundary, and note where nothing was found.",
        ],
        [
          "residual",
          "No high residual risk is left without a mitigation and a decision",
          "Reduce it, or have somebody who answers for it accept it by name until a date.",
        ],
      ],
      none: "modelled && all_kinds && residual",
      medium: "modelled && (all_kinds || residual)",
    }),
    writeQuestion("security_vulnerabilities", "Are known vulnerabilities found and fixed before they are used?", {
      why: "Most break-ins use a hole that had a fix. Speed of patching is a property of the design and its pipeline.",
      weight: 2,
      targets: ["vulnerabilities_open"],
      choices: [
        [
          "none_open",
          "At most {vulnerabilities_open} high or critical vulnerabilities are open",
          "Scan dependencies, images and infrastructure in each build, and stop the release on a find above the limit.",
        ],
        [
          "patch_time",
          "There is a deadline by severity, and it is kept",
          "Agree on days per severity, automate updates, and report what is overdue.",
        ],
        [
          "inventory",
          "It is known which versions of what run where",
          "Produce a bill of materials for each release, and keep it searchable for the day of the next alarm.",
        ],
        [
          "audited",
          "The security of the system was tested by somebody who did not build it",
          "Plan an audit or penetration test before the first release and after each large change.",
        ],
      ],
      none: "none_open && patch_time && inventory && audited",
      medium: "none_open && (patch_time || inventory || audited)",
    }),
  ],
};
