# The application in IIS: which folder and pool its path leads to. A change of it is a switch, kept in the manifest with
# the state before, and undone from there.

$script:OldEndpointFiles = @('*.svc', 'web.config', 'bin', 'global.asax', 'app_data', 'precompiledapp.config')

# The site that is meant when none was named: the one that has the application, or the only one there is.
function Resolve-Site {
    param([string] $SiteName, [string] $Path, $Manifest)

    $sites = @(Get-IisSite)
    if (-not $SiteName -and $Manifest.site) {
        $SiteName = $Manifest.site
    }
    if ($SiteName) {
        $site = $sites | Where-Object { $_.Name -eq $SiteName }
        if (-not $site) {
            Stop-Installation 'NoSuchSite' @($SiteName, (($sites | ForEach-Object { $_.Name }) -join ', '))
        }
        return $site.Name
    }
    $having = @(Get-IisApplication | Where-Object { $_.Path -eq $Path } | ForEach-Object { $_.Site })
    if ($having.Count -eq 1) {
        return $having[0]
    }
    if ($sites.Count -eq 1) {
        return $sites[0].Name
    }
    Stop-Installation 'WhichSite' @(($sites | ForEach-Object { $_.Name }) -join ', ')
}

# Asks where the path leads to something that is not only the old endpoint.
function Confirm-Application {
    param([string] $Site, [string] $Path, $Manifest)

    $application = Find-IisApplication $Site $Path
    $ours = @($Manifest.switches | Where-Object { $_ -and $_.site -eq $Site -and $_.path -eq $Path })
    if (-not $application -or $ours.Count -gt 0) {
        return
    }
    $others = @(Get-IisApplication | Where-Object { $_.Site -eq $Site -and $_.Id -ne $application.Id })
    if ($Path -eq '/' -and $others.Count -gt 0) {
        Stop-Installation 'RootOfOthers' @($Site, (($others | ForEach-Object { $_.Path }) -join ', '))
    }
    $pool = Get-IisPool $application.Pool
    if ($pool -and $pool.Runtime) {
        Write-Step 'LeavesManagedPool' @($application.Id, $application.Pool)
    }
    $folder = [Environment]::ExpandEnvironmentVariables($application.PhysicalPath)
    $more = @(Get-ChildItem -LiteralPath $folder -Force -ErrorAction SilentlyContinue | ForEach-Object { $_.Name } | Where-Object {
            $name = $_
            @($script:OldEndpointFiles | Where-Object { $name -like $_ }).Count -eq 0
        })
    if ($more.Count -gt 0) {
        Confirm-Foreign 'ApplicationHasMore' @($application.Id, $folder, (($more | Select-Object -First 8) -join ', '))
    } else {
        Confirm-Foreign 'ApplicationForeign' @($application.Id, $folder)
    }
}

# What a path leads to now, as it has to be put back.
function Get-ApplicationState {
    param([string] $Site, [string] $Path)

    $application = Find-IisApplication $Site $Path
    if (-not $application) {
        return (New-Object PSObject -Property @{ existed = $false })
    }
    return (New-Object PSObject -Property @{
            existed      = $true
            physicalPath = $application.PhysicalPath
            pool         = $application.Pool
            preload      = (Get-IisPreload $Site $Path)
            anonymous    = (Get-IisSectionValue $application.Id 'anonymousAuthentication' 'enabled')
            anonymousAs  = (Get-IisSectionValue $application.Id 'anonymousAuthentication' 'userName')
            windows      = (Get-IisSectionValue $application.Id 'windowsAuthentication' 'enabled')
        })
}

function Get-IisPreload {
    param([string] $Site, [string] $Path)

    $application = "//site[@name='$Site']/application[@path='$Path']"
    $nodes = @(Get-AppcmdNode @('list', 'config', '/section:system.applicationHost/sites') $application)
    if ($nodes.Count -eq 0 -or $nodes[0].GetAttribute('preloadEnabled') -ne 'true') {
        return 'false'
    }
    return 'true'
}

# One commit for folder, pool and preload: no request sees the one without the other.
function Set-ApplicationTarget {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Site, [string] $Path, [string] $Folder, [string] $Pool, [string] $Preload)

    if ($PSCmdlet.ShouldProcess("$Site$Path", (Get-Text 'ActionSwitch' @($Folder, $Pool)))) {
        $values = @("/applicationPool:$Pool", "/preloadEnabled:$Preload", "/[path='/'].physicalPath:$Folder")
        Invoke-Appcmd (@('set', 'app', "$Site$Path") + $values) | Out-Null
    }
}

# Exchange does not log on. An empty user name: requests run as the pool's identity.
function Set-Authentication {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Application, [string] $Anonymous, [string] $AnonymousAs, [string] $Windows)

    if ($PSCmdlet.ShouldProcess($Application, (Get-Text 'ActionAuthentication'))) {
        if ($Anonymous) {
            $arguments = @('set', 'config', $Application, '/section:anonymousAuthentication')
            Invoke-Appcmd ($arguments + @("/enabled:$Anonymous", "/userName:$AnonymousAs", '/commit:apphost')) | Out-Null
        }
        # Where Windows authentication is not installed, its section may still be declared; off is off.
        if ($Windows) {
            $arguments = @('set', 'config', $Application, '/section:windowsAuthentication')
            Invoke-Appcmd ($arguments + @("/enabled:$Windows", '/commit:apphost')) | Out-Null
        }
    }
}

# A site of its own, for a server without a ROOMS site. Its certificate is the administrator's.
function New-OwnSite {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Site, [int] $Port, [string] $HostName, [string] $Folder)

    $binding = "http/*:${Port}:$HostName"
    $taken = @(Get-IisSite | Where-Object { $_.Name -ne $Site -and $_.Bindings -contains $binding } | ForEach-Object { $_.Name })
    if ($taken.Count -gt 0) {
        Stop-Installation 'BindingTaken' @($binding, $taken[0])
    }
    if (@(Get-IisSite | Where-Object { $_.Name -eq $Site }).Count -gt 0) {
        if (-not (Test-Made $Manifest 'site' $Site)) {
            Stop-Installation 'SiteThere' @($Site)
        }
        return
    }
    Write-Step 'SiteMade' @($Site, $binding)
    if ($PSCmdlet.ShouldProcess($Site, (Get-Text 'ActionSite'))) {
        Invoke-Appcmd @('add', 'site', "/name:$Site", "/bindings:$binding", "/physicalPath:$Folder") | Out-Null
        Add-Made $InstallDir $Manifest 'site' $Site $binding
    }
}

function New-Application {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Site, [string] $Path, [string] $Folder, [string] $Pool)

    # The root of a site of its own is made with the site.
    if (Find-IisApplication $Site $Path) {
        return
    }
    if ($PSCmdlet.ShouldProcess("$Site$Path", (Get-Text 'ActionApplication'))) {
        Invoke-Appcmd @('add', 'app', "/site.name:$Site", "/path:$Path", "/physicalPath:$Folder", "/applicationPool:$Pool") | Out-Null
        Add-Made $InstallDir $Manifest 'application' "$Site$Path" ''
    }
}

# Lets the path lead to a release, and writes down what it led to before.
function Switch-Application {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Site, [string] $Path, [string] $Folder, [string] $Pool, $Changed)

    $before = Get-ApplicationState $Site $Path
    $isFirst = @($Manifest.switches | Where-Object { $_ }).Count -eq 0
    if ($isFirst -and (Test-Made $Manifest 'site' $Site)) {
        $before = New-Object PSObject -Property @{ existed = $false }
    }
    $isNew = -not ($before.existed -and $before.physicalPath -eq $Folder -and $before.pool -eq $Pool)
    Write-Step 'Switches' @("$Site$Path", $Folder)
    if ($PSCmdlet.ShouldProcess("$Site$Path", (Get-Text 'ActionSwitch' @($Folder, $Pool)))) {
        # First the note, then the change: whatever happens between them, there is a way back.
        if ($isNew) {
            $entry = New-Object PSObject -Property @{
                time = (Get-Date).ToString('s'); site = $Site; path = $Path; folder = $Folder; before = $before; changed = $Changed
            }
            $Manifest.switches = @($Manifest.switches | Where-Object { $_ }) + @($entry)
            Save-Manifest $InstallDir $Manifest
        }
        if (-not $before.existed) {
            New-Application $InstallDir $Manifest $Site $Path $Folder $Pool
        }
        Set-ApplicationTarget $Site $Path $Folder $Pool 'true'
        $windows = ''
        if ($null -ne (Get-IisSectionValue "$Site$Path" 'windowsAuthentication' 'enabled')) {
            $windows = 'false'
        }
        Set-Authentication "$Site$Path" 'true' '' $windows
    }
}
