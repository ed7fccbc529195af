import { item } from "../template";

/** Ids of the parts of the shop, which interactions, stores and table notes refer to. */
export const parts = {
  users: item("svcusers"),
  products: item("svcproduct"),
  orders: item("svcorders"),
  gateway: item("depgateway"),
  payment: item("deppayment"),
  email: item("depemail"),
  carrier: item("depcarrier"),
  images: item("depimages"),
} as const;
