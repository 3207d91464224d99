import type { Node } from 'web-tree-sitter';
import { nodesOf } from './parse.ts';

/** A call of a command. */
export interface Command {
  readonly node: Node;
  /** As it is written; `&` for what a variable or string names. */
  readonly name: string;
  /** Names of parameters, with the hyphen. */
  readonly parameters: readonly string[];
  /** Arguments that are not a parameter, nor the value of one that takes one. */
  readonly positional: readonly Node[];
}

/** A function that a script defines. */
export interface DefinedFunction {
  readonly node: Node;
  readonly name: string;
  /** Names of its parameters, without `$`. */
  readonly parameters: readonly string[];
  readonly supportsShouldProcess: boolean;
}

/** Every call of a command beneath a node. */
export function commandsIn(tree: Node): Command[] {
  return nodesOf(tree, 'command').map((node) => {
    const [operator] = nodesOf(node, 'command_invokation_operator');
    const name =
      operator?.text ?? node.namedChildren.find((child) => child.type === 'command_name')?.text ?? '';
    const elements = (
      node.namedChildren.find((child) => child.type === 'command_elements')?.namedChildren ?? []
    ).filter((child) => child.text.trim() !== '');
    const parameters: string[] = [];
    const positional: Node[] = [];
    let takesValue = false;
    for (const element of elements) {
      if (element.type === 'command_parameter') {
        parameters.push(element.text);
        takesValue = !SWITCHES.has(element.text.toLowerCase());
      } else if (element.text === ':') {
        takesValue = true;
      } else if (takesValue) {
        takesValue = false;
      } else if (element.type !== 'redirection') {
        positional.push(element);
      }
    }
    return { node, name, parameters, positional };
  });
}

/** Parameters without a value, among those that the scripts use. */
const SWITCHES = new Set(
  [
    'force',
    'recurse',
    'aslistavailable',
    'usebasicparsing',
    'assecurestring',
    'atstartup',
    'once',
    'leaf',
    'parent',
  ]
    .concat('allowstartifonbatteries', 'dontstopifgoingonbatteries', 'descending', 'whatif', 'confirm')
    .map((name) => `-${name}`),
);

/** Every function that is defined beneath a node. */
export function functionsIn(tree: Node): DefinedFunction[] {
  return nodesOf(tree, 'function_statement').map((node) => {
    const body = node.namedChildren.find((child) => child.type === 'script_block');
    const block = body?.namedChildren.find((child) => child.type === 'param_block') ?? null;
    return {
      node,
      name: nodesOf(node, 'function_name')[0]?.text ?? '',
      parameters: parametersIn(block).map(({ name }) => name),
      supportsShouldProcess: /CmdletBinding\(SupportsShouldProcess/.test(block?.text ?? ''),
    };
  });
}

/** The parameters of a `param(...)`, with their types as they are written. */
export function parametersIn(block: Node | null): { name: string; type: string }[] {
  return block === null
    ? []
    : nodesOf(block, 'script_parameter').map((node) => ({
        name: (node.namedChildren.find((child) => child.type === 'variable')?.text ?? '').slice(1),
        type: nodesOf(node, 'type_literal').at(-1)?.text ?? '',
      }));
}
