import type { CompletedCommand, ValueKind } from './model.ts';
import { placePattern, quote, valueBranches } from './posix.ts';

/** The script for bash. It asks nothing of the program, which would take too long at every Tab. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const words = commands.map(({ place, commands: children, options, argument }) => {
    const names = [...children.map(({ name }) => name), ...options.flatMap((option) => option.names)];
    const rest = argument === null ? ':' : complete(argument);
    return `    ${quote(place)}) words=${quote(names.join('\n'))}; [[ $current == -* ]] || ${rest} ;;`;
  });
  return `# bash completion for sync-notification
_sync_notification_words() {
  local IFS=$'\\n' word
  while read -r word; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$(printf %q "$word")")
  done <<< "$1"
}
_sync_notification_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2> /dev/null
  COMPREPLY+=($(compgen "$1" -- "$current"))
}
_sync_notification() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} place='' words='' i
  COMPREPLY=()
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place/\${COMP_WORDS[i]}" in
      ${placePattern(commands)}) place="$place/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place $previous" in
${valueBranches(commands, complete)}
  esac
  case "$place" in
${words.join('\n')}
  esac
  _sync_notification_words "$words"
}
complete -F _sync_notification sync-notification
`;
}

function complete(value: ValueKind): string {
  switch (value.kind) {
    case 'words':
      return `_sync_notification_words ${quote(value.words.join('\n'))}`;
    case 'file':
      return '_sync_notification_paths -f';
    case 'folder':
      return '_sync_notification_paths -d';
    case 'any':
      return ':';
  }
}
