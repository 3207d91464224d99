import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

const root = join(import.meta.dirname, '../../..');
const FOLDERS = ['deploy/iis', 'deploy/iis/install', 'deploy/windows-service'];

await Parser.init();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(grammar)));

/** A PowerShell file of `deploy/` with its syntax tree. */
export interface Script {
  /** Path from the project's root. */
  readonly path: string;
  readonly text: string;
  readonly tree: Node;
}

/** The syntax tree of a script's text. */
export function parsePowerShell(text: string): Node {
  const tree = parser.parse(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  if (tree === null) {
    throw new Error('the parser gave no tree');
  }
  return tree.rootNode;
}

/** Every PowerShell file of `deploy/`, by its ending. */
export function readScripts(ending: RegExp): Script[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => ending.test(name))
      .map((name) => {
        const text = readFileSync(join(root, folder, name), 'utf8');
        return { path: `${folder}/${name}`, text, tree: parsePowerShell(text) };
      }),
  );
}

/** Where a tree does not follow the grammar: line and text. */
export function syntaxErrors(tree: Node): string[] {
  return tree.hasError
    ? walk(tree)
        .filter((node) => node.isError || node.isMissing)
        .map((node) => `line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`)
    : [];
}

/** A node and all beneath it, in the order of the text. */
function walk(node: Node): Node[] {
  return [node, ...node.children.flatMap(walk)];
}

/** What lies around a node, innermost first. */
export function ancestors(node: Node): Node[] {
  return node.parent === null ? [] : [node.parent, ...ancestors(node.parent)];
}

/** All nodes of a kind beneath a node. */
export function nodesOf(node: Node, ...types: readonly string[]): Node[] {
  return walk(node).filter(({ type }) => types.includes(type));
}
