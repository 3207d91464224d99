import { z } from 'zod';
import { createFormats } from '../../admin/page/formats.ts';
import { wordsOf } from '../../admin/page/problem-words.ts';
import { PAGE_TEXTS } from '../../admin/page/texts/texts.ts';
import type { Problem } from '../../admin/status.ts';
import type { Language } from '../../language.ts';
import { callableHost } from '../../selftest/address.ts';
import { byLanguage, speaker } from '../texts.ts';
import { ask, type Answer } from './ask.ts';
import { collectDatabaseName } from './collect-private.ts';
import type { Context } from './context.ts';
import { bad, doubtful, good, type Diagnosis } from './diagnosis.ts';
import { SERVICE_TEXTS } from './texts/service.ts';

/** What a running service says of itself. */
export interface ServiceReport {
  readonly diagnoses: readonly Diagnosis[];
  /** Whom it took for the senders of its last notifications, the newest first; null where it could not be asked. */
  readonly senders: readonly string[] | null;
}

const say = speaker(SERVICE_TEXTS);

const problemSchema = z.object({
  code: z.enum(Object.keys(PAGE_TEXTS.en.problems) as [Problem['code'], ...Problem['code'][]]),
  level: z.enum(['trouble', 'attention', 'advice']),
  mandator: z.string().nullable(),
  isUnready: z.boolean(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
/** Found by other probes too, with or without a running service, and told once. */
const TOLD_ELSEWHERE: readonly Problem['code'][] = [
  'open_to_all',
  'ranges_old',
  'certificate_expires',
  'certificate_expired',
];

const briefSchema = z.object({ problems: z.array(z.object({ code: z.string() })) });
const problemsSchema = z.object({ takenAt: z.string(), problems: z.array(problemSchema) });
const notificationsSchema = z.object({
  notifications: z.array(z.object({ from: z.string(), isSelftest: z.boolean() })),
});

/** Asks the port for administrators: readiness, problems, and whom the last notifications came from. */
export async function probeService({ settings, keep }: Context): Promise<ServiceReport> {
  const { adminPort, adminHost, adminToken } = settings;
  if (adminPort === 'off' || adminPort === 0) {
    return {
      diagnoses: [
        good(
          'service',
          say((words) => words.off),
        ),
      ],
      senders: null,
    };
  }
  const base = `http://${callableHost(adminHost)}:${adminPort}`;
  const headers = adminToken === undefined ? {} : { Authorization: `Bearer ${adminToken}` };
  const get = (path: string): Promise<Answer> => ask(new URL(path, base), { headers });
  let ready: Answer;
  try {
    ready = await get('/readyz');
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    const silent = say((words) => words.silent(base, typeof code === 'string' ? code : message));
    return {
      diagnoses: [
        doubtful(
          'service',
          silent,
          say((words) => words.start),
        ),
      ],
      senders: null,
    };
  }
  const brief = parse(briefSchema, ready);
  if (brief === null) {
    return { diagnoses: [strange(ready, base)], senders: null };
  }
  const isReady = ready.status === 200;
  const [problems, notifications] = await Promise.all([
    get('/api/problems').then((answer) => parse(problemsSchema, answer)),
    get('/api/notifications').then((answer) => parse(notificationsSchema, answer)),
  ]);
  const seen = notifications?.notifications.filter(({ isSelftest }) => !isSelftest).map(({ from }) => from);
  seen?.forEach((from) => keep('address', from));
  problems?.problems.forEach(({ mandator, values: { database } }) => {
    keep('mandator', mandator ?? '');
    collectDatabaseName(typeof database === 'string' ? database : '', keep);
  });
  const codes = brief.problems.map(({ code }) => code).join(', ');
  const state = isReady
    ? good(
        'service',
        say((words) => words.ready),
      )
    : bad(
        'service',
        say((words) => words.notReady),
        say((words) => words.readCodes(codes)),
      );
  const words = problems?.problems
    .filter(({ code }) => !TOLD_ELSEWHERE.includes(code))
    .map((problem) => problemDiagnosis(problem, problems.takenAt));
  // Where each problem is told by itself, the state needs no remedy of its own.
  const told = words !== undefined && words.length > 0 ? { ...state, remedy: null } : state;
  const untold = problems === null ? [withoutToken(403)] : [];
  return { diagnoses: [told, ...(words ?? untold)], senders: seen ?? null };
}

function strange({ status }: Answer, base: string): Diagnosis {
  return status === 401 || status === 403 || status === 429
    ? withoutToken(status)
    : doubtful(
        'service',
        say((words) => words.foreign(base)),
        say((words) => words.start),
      );
}

function withoutToken(status: number): Diagnosis {
  return doubtful(
    'service',
    say((words) => words.refused(status)),
    say((words) => words.giveToken),
  );
}

/** In the words of the status page. */
function problemDiagnosis(problem: Problem, takenAt: string): Diagnosis {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const inWords = (language: Language): { what: string; remedy: string } => {
    const context = {
      texts: PAGE_TEXTS[language],
      formats: createFormats(language, zone),
      status: { takenAt },
    };
    const words = wordsOf(context, problem);
    const action = `${words.action.charAt(0).toUpperCase()}${words.action.slice(1)}.`;
    return { what: SERVICE_TEXTS[language].sentence(words.what), remedy: `${action} ${words.remedy}` };
  };
  const make = problem.level === 'trouble' ? bad : doubtful;
  return {
    ...make(
      'service',
      byLanguage((language) => inWords(language).what),
      byLanguage((language) => inWords(language).remedy),
    ),
    mandator: problem.mandator,
  };
}

function parse<T>(schema: z.ZodType<T>, { body }: Answer): T | null {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
