import { runService } from './run-service.ts';

// The start is unconditional and nothing here awaits at the top level: iisnode loads this file with require().
void runService({ flags: {} });
