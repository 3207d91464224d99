/**
 * Longest path in the zip, in characters. Windows Explorer and Windows PowerShell 5.1 unpack no path of more than 259,
 * and the folder they unpack into has to fit in front.
 */
const LONGEST_PATH = 180;

/** What a release must not hold, by the reason that it must not. */
const UNFIT: readonly [pattern: RegExp, reason: string][] = [
  [/\.node$/, 'native modules run on one kind of machine only'],
  [/(?:^|\/)binding\.gyp$/, 'packages that are built on installation'],
  [/(?:^|\/)(?:\.env|\.npmrc|.*\.db)$/, 'files of this machine'],
];

/**
 * Holds a release to what makes it run on another machine.
 * @param paths of its files, with `/`
 * @throws Error naming every file that keeps it from that
 */
export function checkEntries(paths: readonly string[]): void {
  const problems = UNFIT.flatMap(([pattern, reason]) => {
    const found = paths.filter((path) => pattern.test(path));
    return found.length === 0 ? [] : [`${reason}: ${found.join(', ')}`];
  });
  const long = paths.filter((path) => path.length > LONGEST_PATH);
  if (long.length > 0) {
    problems.push(`paths of more than ${LONGEST_PATH} characters: ${long.join(', ')}`);
  }
  if (problems.length > 0) {
    throw new Error(`the release would hold ${problems.join('\n')}`);
  }
}
