import CGit2

extension Repository {
    /// Sets `merge.NAME.name` and `merge.NAME.driver` in the repository's own configuration.
    ///
    /// The driver is used for paths that a `.gitattributes` gives `merge=NAME`. Configuration is not cloned: each
    /// clone sets it anew.
    public func configureMergeDriver(_ name: String, _ driver: MergeDriver) throws(GitError) {
        let all = try handle("git_repository_config", freeing: git_config_free) { git_repository_config(&$0, pointer) }
        let own = try handle("git_config_open_level", freeing: git_config_free) {
            git_config_open_level(&$0, all.pointer, GIT_CONFIG_LEVEL_LOCAL)
        }
        try check(git_config_set_string(own.pointer, "merge.\(name).name", driver.title), "git_config_set_string")
        try check(git_config_set_string(own.pointer, "merge.\(name).driver", driver.command), "git_config_set_string")
    }

    /// The merge driver that the configuration, of whichever level, calls `name`; nil when it has no command.
    public func mergeDriver(_ name: String) throws(GitError) -> MergeDriver? {
        guard let command = try configuration("merge.\(name).driver") else { return nil }
        return MergeDriver(title: try configuration("merge.\(name).name") ?? "", command: command)
    }

    /// The value that `.gitattributes` gives `attribute` for `path`; nil where it has none, or is only set or unset.
    public func attribute(_ attribute: String, of path: RepositoryPath) throws(GitError) -> String? {
        var value: UnsafePointer<CChar>?
        let flags = UInt32(GIT_ATTR_CHECK_FILE_THEN_INDEX)
        try check(git_attr_get(&value, pointer, flags, try path.cString(), attribute), "git_attr_get")
        guard git_attr_value(value) == GIT_ATTR_VALUE_STRING else { return nil }
        return value.map { String(cString: $0) }
    }

    /// The value of a configuration variable such as `user.name`; nil when it is not set.
    public func configuration(_ variable: String) throws(GitError) -> String? {
        let all = try handle("git_repository_config_snapshot", freeing: git_config_free) {
            git_repository_config_snapshot(&$0, pointer)
        }
        var value: UnsafePointer<CChar>?
        let code = git_config_get_string(&value, all.pointer, variable)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code, "git_config_get_string")
        return value.map { String(cString: $0) }  // borrowed from the snapshot
    }
}
