/** How much the spool takes, and how long rows may wait in it. */
export interface SpoolLimits {
  /** What is refused above this many bytes is answered with a fault, so that Exchange keeps it. */
  readonly maxBytes: number;
  /** Rows that wait longer, in milliseconds, are reported loudly. They are never deleted for their age. */
  readonly maxAgeMs: number;
}
