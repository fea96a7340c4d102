// GraphModel
