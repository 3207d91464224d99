/** What the declaration of a setting says in English, in German. */
export interface GermanText {
  readonly summary: string;
  readonly advice: string;
  /** Where it is more than a range or a choice, which are translated by their form. */
  readonly allowed?: string;
  /** What holds where nothing is set; for settings without a default value. */
  readonly unset?: string;
}
