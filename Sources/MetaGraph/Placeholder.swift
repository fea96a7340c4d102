// MetaGraph
