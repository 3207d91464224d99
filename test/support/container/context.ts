import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Copies the project's files that git knows of and `.dockerignore` lets through, as a clean checkout has them; where
 * there is no git, all that it lets through.
 * @throws Error where `.dockerignore` has other lines than `*` and `!name`
 */
export async function copyContext(project: string, folder: string): Promise<void> {
  const kept = ['Dockerfile', ...(await namesLetThrough(project))];
  const files = filesOf(project, kept);
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

function filesOf(project: string, kept: readonly string[]): string[] {
  if (!existsSync(join(project, '.git'))) {
    return [...kept];
  }
  const list = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...kept],
    {
      cwd: project,
      encoding: 'utf8',
    },
  );
  return [...new Set(list.split('\0'))].filter((file) => file !== '' && existsSync(join(project, file)));
}
