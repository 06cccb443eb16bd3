export { type CreatedKey, createKey, KEY_DAYS, keyPrefix, type NewKeyWish } from "./keys.js";
export { createKeyAsOperator, revokeKeyAsOperator } from "./operator.js";
export {
  type Grant,
  isPurpose,
  isRole,
  type Principal,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
} from "./principal.js";
export { type Of, RULES, type Rule, type RuleTable } from "./rules.js";
