export { explainFault } from "../core/credential/explain.js";
export { explainKind, FOREIGN_KINDS, type ForeignKind, isForeignKind } from "../core/credential/kinds.js";
export { type Opened, type OpenedKind, type OpenedParts, openedOf, openText } from "../core/credential/open.js";
export type { Baked, Baking } from "./baked.js";
export { type LinkContent, linkByDigest, linkBytes, linkTo, MAX_QR_BYTES, readLink } from "./link.js";
export { type LoadFile, MAX_FILE, type OpenOptions, open } from "./open.js";
export { attachmentsOf } from "./pdf.js";
export { bakePng, PNG_CREDENTIAL, PNG_RECEIPT, readBakedPng } from "./png.js";
export { bakeSvg, readBakedSvg, SVG_OPEN_BADGES, SVG_RECEIPT } from "./svg.js";
