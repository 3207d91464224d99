import { INT, SYSNAME, sqlType } from '../sql-type.ts';
import type { FunctionDefinition, FunctionTable } from './definition.ts';

const login: FunctionDefinition = {
  min: 0,
  max: 0,
  type: SYSNAME,
  run: (_, { context }) => context.session.login.name,
};
const user: FunctionDefinition = {
  min: 0,
  max: 0,
  type: SYSNAME,
  run: (_, { context }) => (context.session.login.sysadmin ? 'dbo' : context.session.login.name),
};

/** Functions about the session. */
export const SESSION_FUNCTIONS: FunctionTable = {
  SUSER_SNAME: login,
  SUSER_NAME: login,
  ORIGINAL_LOGIN: login,
  SYSTEM_USER: login,
  CURRENT_USER: user,
  SESSION_USER: user,
  USER: user,
  USER_NAME: user,
  APP_NAME: { min: 0, max: 0, type: SYSNAME, run: (_, { context }) => context.session.applicationName },
  HOST_NAME: { min: 0, max: 0, type: SYSNAME, run: (_, { context }) => context.session.hostName },
  IS_SRVROLEMEMBER: {
    min: 1,
    max: 1,
    type: INT,
    run: ([role], { context }) => isServerRoleMember(role, context.session.login.sysadmin),
  },
  SCOPE_IDENTITY: {
    min: 0,
    max: 0,
    type: sqlType('bigint'),
    run: (_, { context }) => context.session.identity,
  },
  XACT_STATE: {
    min: 0,
    max: 0,
    type: sqlType('smallint'),
    run: (_, { context }) => (context.session.transaction === null ? 0 : 1),
  },
};

function isServerRoleMember(role: unknown, sysadmin: boolean): number | null {
  return typeof role === 'string' && role.toLowerCase() === 'sysadmin' ? Number(sysadmin) : null;
}
