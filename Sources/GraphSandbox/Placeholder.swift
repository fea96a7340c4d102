// GraphSandbox
