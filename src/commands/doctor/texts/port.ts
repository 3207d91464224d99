import type { Texts } from '../../../language.ts';

const en = {
  endpoint: 'port',
  admin: 'port for administrators',
  pipe: (path: string) => `the service listens at ${path}, which is no port`,
  assigned:
    'port: whoever starts the service gives it another one each time, as IIS does, so there is none to look at',
  unset: 'port: the setting is not in order, so there is none to look at',
  adminOff: 'port for administrators: switched off (adminPort)',
  adminAny: 'port for administrators: any free one (adminPort is 0), so there is none to look at',
  free: (which: string, port: number) => `${which} ${port}: free; the service does not run there`,
  ours: (which: string, port: number, holder: string) => `${which} ${port}: held by this service (${holder})`,
  held: (which: string, port: number, holder: string) =>
    `${which} ${port}: held by ${holder}, not by this service`,
  release: (setting: string) => `Stop that program, or give the service another port (${setting}).`,
  httpSys: (which: string, port: number) =>
    `${which} ${port}: held by http.sys (process 4, System), which is IIS or another program that shares its ports`,
  releaseHttpSys: (setting: string) =>
    `Give the service another port (${setting}): one that no binding of an IIS site has. netsh http show servicestate tells whose it is.`,
  reserved: (which: string, port: number) =>
    `${which} ${port}: Windows reserves it, and nobody can listen there`,
  avoidReserved: (setting: string) =>
    `Give the service another port (${setting}); netsh interface ipv4 show excludedportrange protocol=tcp shows the reserved ones.`,
  untold: (which: string, port: number) =>
    `${which} ${port}: something listens there, and answers as this service does not`,
  process: (program: string | null, processId: number | null) =>
    processId === null ? 'a process that is not shown' : `${program ?? 'process'}, process ${processId}`,
};

const de: typeof en = {
  endpoint: 'Port',
  admin: 'Port für Administratoren',
  pipe: (path) => `der Dienst lauscht an ${path}, das ist kein Port`,
  assigned:
    'Port: wer den Dienst startet, gibt ihm jedes Mal einen anderen, wie der IIS, es gibt also keinen zu prüfen',
  unset: 'Port: die Einstellung ist nicht in Ordnung, es gibt also keinen zu prüfen',
  adminOff: 'Port für Administratoren: abgeschaltet (adminPort)',
  adminAny: 'Port für Administratoren: irgendein freier (adminPort ist 0), es gibt also keinen zu prüfen',
  free: (which, port) => `${which} ${port}: frei; dort läuft der Dienst nicht`,
  ours: (which, port, holder) => `${which} ${port}: belegt von diesem Dienst (${holder})`,
  held: (which, port, holder) => `${which} ${port}: belegt von ${holder}, nicht von diesem Dienst`,
  release: (setting) =>
    `Beenden Sie dieses Programm, oder geben Sie dem Dienst einen anderen Port (${setting}).`,
  httpSys: (which, port) =>
    `${which} ${port}: belegt von http.sys (Prozess 4, System), also vom IIS oder einem anderen Programm, das dessen Ports teilt`,
  releaseHttpSys: (setting) =>
    `Geben Sie dem Dienst einen anderen Port (${setting}): einen, den keine Bindung einer IIS-Site hat. netsh http show servicestate zeigt, wem er gehört.`,
  reserved: (which, port) => `${which} ${port}: Windows hält ihn zurück, niemand kann dort lauschen`,
  avoidReserved: (setting) =>
    `Geben Sie dem Dienst einen anderen Port (${setting}); netsh interface ipv4 show excludedportrange protocol=tcp zeigt die zurückgehaltenen.`,
  untold: (which, port) => `${which} ${port}: dort lauscht etwas, und es antwortet nicht wie dieser Dienst`,
  process: (program, processId) =>
    processId === null
      ? 'einem Prozess, der nicht gezeigt wird'
      : `${program ?? 'Prozess'}, Prozess ${processId}`,
};

/** What is said of ports and who holds them. */
export const PORT_TEXTS: Texts<typeof en> = { en, de };
