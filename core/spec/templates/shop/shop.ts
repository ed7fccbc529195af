import { buildSpec } from "../template";
import { architecture } from "./architecture";
import { contract } from "./contract";
import { data } from "./data";
import { decisions } from "./decisions";
import { deliverables } from "./deliverables";
import { operations } from "./operations";
import { performance } from "./performance";
import { reliability } from "./reliability";
import { requirements } from "./requirements";
import { security } from "./security";
import { services } from "./services";

/** The worked example: an online shop, complete in every section. */
export const shop = buildSpec({
  requirements,
  architecture,
  services,
  data,
  contract,
  performance,
  security,
  reliability,
  operations,
  decisions,
  deliverables,
});
