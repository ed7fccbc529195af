import { stringify } from "yaml";
import { components } from "./openapi-components";
import { paths } from "./openapi-paths";

/** Nodes used in several places are written out each time: readers of a contract do not expect YAML anchors. */
export const toYaml = (document: unknown) => stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 });

/** The shop's OpenAPI 3.1 contract as YAML text. */
export const openapi = toYaml({
  openapi: "3.1.0",
  info: {
    title: "Shop API",
    version: "1.0.0",
    summary: "Users, catalogue and orders of the online shop.",
    description:
      "Every answer carries X-Correlation-ID, every error has the one form of the schema Error. Lists are pages with an opaque cursor. POST takes an Idempotency-Key. Amounts are integers in minor units. Fields may be added at any time; callers ignore those they do not know.",
    contact: { name: "Checkout team", email: "checkout-team@shop.example" },
    license: { name: "Proprietary", url: "https://shop.example/terms" },
  },
  servers: [
    { url: "https://api.shop.example", description: "Production" },
    { url: "https://api.staging.shop.example", description: "Staging, synthetic data" },
  ],
  tags: [
    { name: "Users", description: "Accounts, profiles and addresses. User service." },
    { name: "Categories", description: "The tree customers browse. Product service." },
    { name: "Products", description: "Products, prices and stock. Product service." },
    { name: "Orders", description: "Placing, cancelling and shipping. Order service." },
    { name: "Notifications", description: "Signed messages from the payment provider and the carrier. Order service." },
  ],
  security: [{ oauth2: [] }],
  paths,
  components,
});
