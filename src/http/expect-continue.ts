import type { IncomingMessage, ServerResponse } from 'node:http';

/** Requests whose sender keeps the body back until it is told to go on. */
const waiting = new WeakSet<IncomingMessage>();

/** Remembers that the sender of a request asked with `Expect: 100-continue` whether its body is wanted. */
export function noteExpectation(request: IncomingMessage): void {
  waiting.add(request);
}

/** Whether a sender asked and was not told to go on: its body may never come. */
export function waitsForContinue(request: IncomingMessage): boolean {
  return waiting.has(request);
}

/** Tells a sender that asked to go on. */
export function askForBody(request: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(request)) {
    response.writeContinue();
  }
}
