import type { CompletedCommand, ValueKind } from './model.ts';

/**
 * The script for Windows PowerShell 5.1 and PowerShell 7, to be dot-sourced or put into the profile. It is plain
 * ASCII: what a pipe or an editor takes for another encoding stays whole.
 */
export function powershellScript(commands: readonly CompletedCommand[]): string {
  const next = commands.map(({ place, commands: children, options, argument }) => {
    const items = [
      ...children.map(({ name, description }) => entry(name, description)),
      ...options.flatMap(({ names, description }) => names.map((name) => entry(name, description))),
      ...(argument === null ? [] : wordsOf(argument).map((word) => entry(word, word))),
    ];
    return `    ${quote(place)} = [ordered]@{ ${items.join('; ')} }`;
  });
  const values = commands.flatMap(({ place, options }) =>
    options.flatMap(({ names, value }) =>
      value === null
        ? []
        : names.map(
            (name) => `    ${quote(`${place} ${name}`)} = @(${wordsOf(value).map(quote).join(', ')})`,
          ),
    ),
  );
  return `# PowerShell completion for sync-notification
Register-ArgumentCompleter -Native -CommandName sync-notification -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $next = @{
${next.join('\n')}
  }
  $values = @{
${values.join('\n')}
  }
  $place = ''
  $previous = ''
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
    $previous = $element.Extent.Text
    if ($next.ContainsKey("$place/$previous")) { $place = "$place/$previous" }
  }
  if ($values.ContainsKey("$place $previous")) {
    # None of them: PowerShell goes on with files and folders.
    $values["$place $previous"] | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
      $text = if ($_ -match '\\s') { "'" + $_.Replace("'", "''") + "'" } else { $_ }
      [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
    return
  }
  $next[$place].GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterName', $_.Value)
  }
}
`;
}

/** No description may be empty: PowerShell refuses it. */
function entry(name: string, description: string): string {
  return `${quote(name)} = ${quote(description === '' ? name : description)}`;
}

function wordsOf(value: ValueKind): readonly string[] {
  return value.kind === 'words' ? value.words : [];
}

function quote(text: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  return isPlain
    ? `'${text.replaceAll("'", "''")}'`
    : `"${text
        .replaceAll(/[`"$]/g, '`$&')
        .replaceAll(
          /[^\x20-\x7e]/g,
          (letter) => `$([char]0x${(letter.codePointAt(0) ?? 0).toString(16)})`,
        )}"`;
}
