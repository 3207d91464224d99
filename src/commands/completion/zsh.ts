import type { CompletedCommand, ValueKind } from './model.ts';
import { placePattern, quote, valueBranches } from './posix.ts';

/** The script for zsh, to be named `_sync-notification` in a folder of `fpath`, or to be sourced. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const lists = commands.map(({ place, commands: children, options, argument }) => {
    const described = children.map(({ name, description }) => describe(name, description));
    const named = options.flatMap(({ names, description }) =>
      names.map((name) => describe(name, description)),
    );
    return [
      `    ${quote(place)})`,
      `      commands=(${described.join(' ')})`,
      `      options=(${named.join(' ')})`,
      ...(argument === null ? [] : [`      ${complete(argument)}`]),
      '      ;;',
    ].join('\n');
  });
  return `#compdef sync-notification
_sync-notification() {
  local place='' word
  local -a commands options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place/$word" in
      ${placePattern(commands)}) place="$place/$word" ;;
    esac
  done
  case "$place \${words[CURRENT-1]}" in
${valueBranches(commands, complete)}
  esac
  case "$place" in
${lists.join('\n')}
  esac
  (( $#commands )) && _describe -t commands command commands
  _describe -o -t options option options
}
if [[ "$funcstack[1]" == '_sync-notification' ]]; then
  _sync-notification "$@"
else
  compdef _sync-notification sync-notification
fi
`;
}

function complete(value: ValueKind): string {
  switch (value.kind) {
    case 'words':
      return `compadd -- ${value.words.map(quote).join(' ')}`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'any':
      return ':';
  }
}

/** A colon ends the word, so one inside it is escaped. */
function describe(word: string, description: string): string {
  return quote(`${word.replaceAll(':', String.raw`\:`)}:${description}`);
}
