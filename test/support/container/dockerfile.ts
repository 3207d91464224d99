/** An instruction of a Dockerfile, its continuation lines joined. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** What stands between two FROM. */
export interface Stage {
  readonly base: string;
  /** Its name, or its position among the stages. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Reads instructions as Docker's documentation describes them, without parser directives and here-documents. */
export function parseInstructions(dockerfile: string): Instruction[] {
  const instructions: Instruction[] = [];
  let open = '';
  let start = 0;
  for (const [index, line] of dockerfile.split('\n').entries()) {
    if (/^\s*#/.test(line) || line.trim() === '') {
      continue;
    }
    start = open === '' ? index + 1 : start;
    open += line.endsWith('\\') ? `${line.slice(0, -1)} ` : line;
    if (!line.endsWith('\\')) {
      const [, name = '', text = ''] = /^\s*(\w+)\s+(.*)$/.exec(open) ?? [];
      instructions.push({ name: name.toUpperCase(), text: text.trim(), line: start });
      open = '';
    }
  }
  return instructions;
}

/** Divides a Dockerfile into its stages; `${NAME}` of an ARG before the first FROM is put in. */
export function parseStages(dockerfile: string): Stage[] {
  const args = new Map<string, string>();
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of parseInstructions(dockerfile)) {
    const last = stages.at(-1);
    if (instruction.name === 'FROM') {
      const [base = '', , name = String(stages.length)] = instruction.text.split(/\s+/);
      stages.push({ base: substitute(base, args), name, instructions: [] });
    } else if (last !== undefined) {
      last.instructions.push(instruction);
    } else if (instruction.name === 'ARG') {
      args.set(...assignment(instruction.text));
    }
  }
  return stages;
}

/** `NAME=value` and `NAME="a value"`, one after the other. */
export function assignments(text: string): [string, string][] {
  return [...text.matchAll(/([\w.]+)=("[^"]*"|\S+)/g)].map(([all]) => assignment(all));
}

/** Puts values in for `${NAME}`. */
export function substitute(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '');
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).replace(/^"(.*)"$/, '$1')];
}
