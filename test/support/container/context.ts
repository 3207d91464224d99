import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Copies the project's files that git knows of and `.dockerignore` lets through, as a clean checkout has them; where
 * there is no git, all that it lets through.
 * @throws Error where `.dockerignore` has other lines than `*` and `!name`
 */
export async function copyContext(project: string, folder: string): Promise<void> {
  const kept = ['Dockerfile', ...(await namesLetThrough(project))];
  const files = await filesOf(project, kept);
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(project, file), join(folder, file), { recursive: true });
  }
  await rm(join(folder, 'dist'), { recursive: true, force: true });
}

async function namesLetThrough(project: string): Promise<string[]> {
  const lines = (await readFile(join(project, '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [first, ...rest] = lines;
  if (first !== '*' || rest.some((line) => !/^![\w.-]+$/.test(line))) {
    throw new Error('.dockerignore must leave out everything and name what is let through, as !name');
  }
  return rest.map((line) => line.slice(1));
}

async function filesOf(project: string, kept: readonly string[]): Promise<string[]> {
  try {
    await stat(join(project, '.git'));
  } catch {
    return [...kept];
  }
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...kept],
    {
      cwd: project,
      encoding: 'utf8',
    },
  );
  return [...new Set(list.split('\0'))].filter((file) => file !== '');
}
