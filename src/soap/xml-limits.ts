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
  /**
   * UTF-16 units of text that a message must have for each of its parts: its nodes and end tags. Parsing costs
   * time a part, not a unit, so this bounds the time a byte. Asked only of messages with more than `FREE_PARTS`.
   */
  readonly minUnitsAPart: number;
}

/** Parts that a message may have however short it is. */
export const FREE_PARTS = 1000;

/** Far above what Exchange sends (about ten deep, some forty nodes an event), far below what would hurt. */
export const DEFAULT_XML_LIMITS: XmlLimits = Object.freeze({
  maxDepth: 64,
  maxNodes: 200_000,
  maxAttributes: 256,
  maxNameLength: 1024,
  // Exchange's events have 30 to 38 units a part, and 27 with a line break between any two tags.
  minUnitsAPart: 16,
});
