/** Why a file could not be read, short: the system's code (`ENOENT`) or, for what is no text, `not readable text`. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'not UTF-8 text' : error.code;
  }
  return 'not readable';
}
