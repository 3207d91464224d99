/** What stands for every value beyond the limit, and for those that look like none of ours. */
const OTHER = 'other';

/**
 * Lets through so many different values of a label and no more: each makes a time series that stays for as long as the
 * process lives, and what comes from outside must not be able to make them without end.
 */
export function createBoundedValues(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) {
      return value;
    }
    if (known.size >= most || !/^[\w-]{1,64}$/.test(value)) {
      return OTHER;
    }
    known.add(value);
    return value;
  };
}
