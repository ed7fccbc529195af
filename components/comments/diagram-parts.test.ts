import { describe, expect, it } from "vitest";
import { readEdge, readNode } from "./diagram-parts";

describe("the ids Mermaid gives to what it draws", () => {
  it("name nodes of every kind of diagram", () => {
    expect(readNode("pic-x-flowchart-order-service-12", "pic-x")).toBe("order-service");
    expect(readNode("pic-x-entity-order lines-2", "pic-x")).toBe("order lines");
    expect(readNode("pic-x-classId-Animal-0", "pic-x")).toBe("Animal");
    expect(readNode("pic-x-state-Still-1", "pic-x")).toBe("Still");
    expect(readNode("pic-x-drop-shadow", "pic-x")).toBeNull();
  });

  it("name both ends of an edge, also where a name has underscores", () => {
    const nodes = new Set(["order_api", "db", "order", "api_db"]);
    expect(readEdge("L_order_api_db_0", new Set(["order_api", "db"]))).toEqual({ from: "order_api", to: "db" });
    expect(readEdge("L_db_order_1", nodes)).toEqual({ from: "db", to: "order" });
    expect(readEdge("id_entity-ORDERS-0_entity-LINES-1_0", new Set(["ORDERS", "LINES"]))).toEqual({
      from: "ORDERS",
      to: "LINES",
    });
  });

  it("name no edge between what is not drawn", () => {
    expect(readEdge("L_a_b_0", new Set(["a"]))).toBeNull();
    expect(readEdge("edge0", new Set(["a"]))).toBeNull();
  });
});
