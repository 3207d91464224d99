/** How large a message may be beside its bytes. */
export interface XmlLimits {
  /** Elements inside each other, the root counted. */
  readonly maxDepth: number;
  /** Elements, attributes, texts, CDATA sections, comments and processing instructions together. */
  readonly maxNodes: number;
  /** Attributes of one element, namespace declarations included. */
  readonly maxAttributes: number;
  /** UTF-16 units of a name, its prefix included. */
  readonly maxNameLength: number;
}

/** Far above what Exchange sends (about ten deep, some forty nodes an event), far below what would hurt. */
export const DEFAULT_XML_LIMITS: XmlLimits = Object.freeze({
  maxDepth: 64,
  maxNodes: 200_000,
  maxAttributes: 256,
  maxNameLength: 1024,
});
