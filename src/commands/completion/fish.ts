import type { CompletedCommand, CompletedOption, ValueKind } from './model.ts';

/** The script for fish, to be saved as `sync-notification.fish` among its completions. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const places = commands.slice(1).map(({ place }) => quote(place));
  const lines = commands.flatMap(({ place, commands: children, options, argument }) => {
    const at = `complete -c sync-notification -n ${quote(`__sync_notification_at ${quote(place)}`)}`;
    return [
      ...children.map(({ name, description }) => `${at} -a ${quote(name)} -d ${quote(description)}`),
      ...(argument === null ? [] : [`${at} ${complete(argument)}`]),
      ...options.map((option) => `${at} ${flagsOf(option)} -d ${quote(option.description)}`),
    ];
  });
  return `# fish completion for sync-notification
function __sync_notification_at
    set -l place ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$place/$word" ${places.join(' ')}
            set place "$place/$word"
        end
    end
    test "$place" = "$argv[1]"
end
complete -c sync-notification -f
${lines.join('\n')}
`;
}

function flagsOf({ names, value }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [...flags, ...(value === null ? [] : [`-r ${complete(value)}`])].join(' ');
}

function complete(value: ValueKind): string {
  switch (value.kind) {
    case 'words':
      return `-f -a ${quote(value.words.map(quote).join(' '))}`;
    case 'file':
      return '-F';
    case 'folder':
      return `-f -a '(__fish_complete_directories)'`;
    case 'any':
      return '-f';
  }
}

/** Inside single quotes fish knows an escaped quote and an escaped backslash. */
function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
