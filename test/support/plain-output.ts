/* Loaded before all tests: what the environment wants of colours is for the runner's own output, not for what is tested. */
delete process.env['FORCE_COLOR'];
delete process.env['NO_COLOR'];
