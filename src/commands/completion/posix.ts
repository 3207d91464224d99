import type { CompletedCommand, ValueKind } from './model.ts';

/** Single quotes keep everything but a single quote as it is; so do bash and zsh. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The pattern of a `case` that every subcommand's place fits. */
export function placePattern(commands: readonly CompletedCommand[]): string {
  return commands
    .slice(1)
    .map(({ place }) => quote(place))
    .join('|');
}

/**
 * The branches of a `case` by place and option before, for the options that take a value.
 * @param complete the shell's own words for completing a value
 */
export function valueBranches(
  commands: readonly CompletedCommand[],
  complete: (value: ValueKind) => string,
): string {
  const branches = commands.flatMap(({ place, options }) =>
    options.flatMap(({ names, value }) =>
      value === null
        ? []
        : names.map((name) => `    ${quote(`${place} ${name}`)}) ${complete(value)}; return ;;`),
    ),
  );
  return branches.join('\n');
}
