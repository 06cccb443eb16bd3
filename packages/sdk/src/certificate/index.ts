/**
 * Certificates and badge images of credentials, for Node: it brings the fonts. Apart from the SDK's entry, so that
 * a verifier does not load what draws.
 */
export { type Assets, loadAssets } from "./assets.js";
export { badgeSvg } from "./badge.js";
export { type CertificateInput, certificateLink, makeCertificate } from "./certificate.js";
export type { FontBytes } from "./fonts.js";
export { rasterise } from "./raster.js";
export type { CertificateLanguage } from "./words.js";
