import { chmod, chown, cp, lstat, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { assignments, parseStages, substitute, type Instruction, type Stage } from './dockerfile.ts';
import { runToEnd, stageCommand } from './stage-root.ts';

/** What came of a Dockerfile's last stage. */
export interface BuiltImage {
  readonly root: string;
  readonly workdir: string;
  readonly env: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  /** The last of each, as it is written: USER, VOLUME, EXPOSE, STOPSIGNAL, HEALTHCHECK, ENTRYPOINT, CMD. */
  readonly settings: ReadonlyMap<string, string>;
  /** What the last stage adds to its base image. */
  readonly bytes: number;
}

type Making = BuiltImage & {
  workdir: string;
  env: Map<string, string>;
  args: Map<string, string>;
  labels: Map<string, string>;
  settings: Map<string, string>;
};

const KEPT = ['USER', 'VOLUME', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'];

/** What `stageCommand` puts into the root folder, and no image has. */
const OF_THE_RUN = new Set('usr etc dev proc tmp .node .npm bin sbin lib lib64'.split(' '));

/**
 * Does what a Dockerfile says, step by step: its RUN on this machine's `/usr` instead of the base image.
 * @param context folder with the Dockerfile and what `.dockerignore` leaves of the sources
 * @param work an empty folder, for the stages
 * @throws Error for an instruction that is not understood, and for a RUN that fails
 */
export async function buildImage({ context, work }: { context: string; work: string }): Promise<BuiltImage> {
  const stages = parseStages(await readFile(join(context, 'Dockerfile'), 'utf8'));
  let image: BuiltImage | null = null;
  for (const stage of stages) {
    image = await buildStage(stage, context, work);
  }
  if (image === null) {
    throw new Error('the Dockerfile has no stage');
  }
  let bytes = 0;
  for (const entry of await readdir(image.root)) {
    bytes += OF_THE_RUN.has(entry) ? 0 : await sizeOf(join(image.root, entry));
  }
  return { ...image, bytes };
}

async function buildStage(stage: Stage, context: string, work: string): Promise<BuiltImage> {
  const image: Making = {
    root: join(work, stage.name),
    workdir: '/',
    env: new Map(),
    args: new Map(),
    labels: new Map(),
    settings: new Map(),
    bytes: 0,
  };
  await mkdir(image.root);
  for (const instruction of stage.instructions) {
    await follow(instruction, image, context, work);
  }
  return image;
}

async function follow(
  { name, text, line }: Instruction,
  image: Making,
  context: string,
  work: string,
): Promise<void> {
  if (name === 'WORKDIR') {
    image.workdir = text;
    await mkdir(join(image.root, text), { recursive: true });
  } else if (name === 'COPY') {
    await copy(text, image, context, work);
  } else if (name === 'RUN') {
    await runToEnd(await stageCommand(['/bin/sh', '-c', text], image));
  } else if (name === 'ARG' || name === 'ENV' || name === 'LABEL') {
    const target = { ARG: image.args, ENV: image.env, LABEL: image.labels }[name];
    for (const [key, value] of assignments(text)) {
      target.set(key, substitute(value, image.args));
    }
  } else if (KEPT.includes(name)) {
    image.settings.set(name, text);
  } else {
    throw new Error(`line ${line} of the Dockerfile: ${name} is not understood`);
  }
}

/** As COPY does: of a folder its content, of a file the file itself. */
async function copy(text: string, image: Making, context: string, work: string): Promise<void> {
  const words = text.split(/\s+/);
  const from = words[0]?.startsWith('--from=') === true ? words.shift()?.slice('--from='.length) : undefined;
  const target = words.pop() ?? '';
  const to = join(image.root, resolve(image.workdir, target));
  for (const word of words) {
    const source = from === undefined ? join(context, word) : join(work, from, word);
    const intoFolder = target.endsWith('/') && (await stat(source)).isFile();
    await cp(source, intoFolder ? join(to, basename(source)) : to, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

async function sizeOf(path: string): Promise<number> {
  const facts = await lstat(path);
  if (!facts.isDirectory()) {
    return facts.size;
  }
  let bytes = 0;
  for (const entry of await readdir(path)) {
    bytes += await sizeOf(join(path, entry));
  }
  return bytes;
}

/** A new volume for an image: as Docker makes it, with the owner and rights of the image's own folder. */
export async function newVolume(image: BuiltImage, folder: string): Promise<void> {
  const path = image.settings.get('VOLUME') ?? '';
  const { uid, gid, mode } = await stat(join(image.root, path));
  await mkdir(folder);
  await chown(folder, uid, gid);
  await chmod(folder, mode & 0o777);
}
